package dev.levee.sandbox.aws.events;

import dev.levee.sandbox.aws.AwsFault;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a rule is due: `rate(5 minutes)` or `cron(0/5 * * * ? *)`, in UTC.
sealed interface Schedule {

    /// The last time it was due after `from` and not after `to`; empty if it was not.
    ///
    /// @param start when the rule was made or switched on
    Optional<Instant> lastDue(Instant start, Instant from, Instant to);

    /// @throws AwsFault if it is neither
    static Schedule parse(String expression) {
        Matcher rate = Rate.PATTERN.matcher(expression);
        if (rate.matches()) {
            long number = Long.parseLong(rate.group("number"));
            boolean plural = !rate.group("plural").isEmpty();
            if (number > 0 && plural == number > 1) {
                ChronoUnit unit = ChronoUnit.valueOf(rate.group("unit").toUpperCase(Locale.ROOT) + "S");
                return new Rate(unit.getDuration().multipliedBy(number));
            }
        }
        if (expression.startsWith("cron(") && expression.endsWith(")")) {
            String[] fields =
                    expression.substring(5, expression.length() - 1).strip().split("\\s+", -1);
            try {
                return Cron.of(fields);
            } catch (IllegalArgumentException _) {
                // Answered below, like any other text.
            }
        }
        throw new AwsFault("ValidationException", 400, "Parameter ScheduleExpression is not valid.");
    }

    /// Every so often from the start on.
    record Rate(Duration period) implements Schedule {

        private static final Pattern PATTERN =
                Pattern.compile("rate\\((?<number>\\d{1,9}) (?<unit>minute|hour|day)(?<plural>s?)\\)");

        @Override
        public Optional<Instant> lastDue(Instant start, Instant from, Instant to) {
            long times = Duration.between(start, to).dividedBy(period);
            return Optional.of(start.plus(period.multipliedBy(times))).filter(due -> times > 0 && due.isAfter(from));
        }
    }

    /// In the minutes that fit all fields.
    record Cron(
            CronField minutes, CronField hours, CronField days, CronField months, CronField weekdays, CronField years)
            implements Schedule {

        private static final Duration FURTHEST_BACK = Duration.ofDays(400);

        private static Cron of(String[] fields) {
            if (fields.length != 6 || fields[2].equals("?") == fields[4].equals("?")) {
                throw new IllegalArgumentException("a cron expression has six fields, and one of the days is ?");
            }
            return new Cron(
                    CronField.minute(fields[0]),
                    CronField.hour(fields[1]),
                    CronField.day(fields[2]),
                    CronField.month(fields[3]),
                    CronField.weekday(fields[4]),
                    CronField.year(fields[5]));
        }

        @Override
        public Optional<Instant> lastDue(Instant start, Instant from, Instant to) {
            ZonedDateTime earliest =
                    (from.isAfter(to.minus(FURTHEST_BACK)) ? from : to.minus(FURTHEST_BACK)).atZone(ZoneOffset.UTC);
            ZonedDateTime minute = to.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
            while (minute.isAfter(earliest)) {
                if (fits(minute)) {
                    return Optional.of(minute.toInstant());
                }
                minute = minute.minusMinutes(1);
            }
            return Optional.empty();
        }

        private boolean fits(ZonedDateTime time) {
            return minutes.has(time.getMinute())
                    && hours.has(time.getHour())
                    && days.has(time.getDayOfMonth())
                    && months.has(time.getMonthValue())
                    && weekdays.has(time.getDayOfWeek().getValue() % 7 + 1)
                    && years.has(time.getYear());
        }
    }
}
