package dev.levee.executor.api.finding;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.executor.api.http.Problem;
import dev.levee.schemas.Finding;
import dev.levee.schemas.FindingState;
import dev.levee.schemas.Severity;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.Status;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which findings are asked for. An empty list restricts nothing; the lists are combined with "and".
///
/// @param after only findings that come later in [#ORDER]
record FindingQuery(
        List<FindingState> states,
        List<String> accounts,
        List<String> groups,
        List<String> controls,
        List<Severity> severities,
        int limit,
        Optional<Position> after) {

    /// The worst first, then by id.
    static final Comparator<Position> ORDER =
            Comparator.comparing(Position::severity).reversed().thenComparing(Position::id);

    private static final List<String> KNOWN =
            List.of("state", "account", "group", "control", "severity", "limit", "after");
    private static final int MOST = 500;
    private static final String USUAL = "100";

    /// Where a finding stands in the order; as text it is the `after` of the next page.
    record Position(Severity severity, String id) {

        static Position of(Finding finding) {
            return new Position(finding.getSeverity(), finding.getId());
        }

        static Position parse(String text) {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ", 2);
            return new Position(Severity.valueOf(parts[0]), parts[1]);
        }

        @Override
        public String toString() {
            return Base64.getUrlEncoder().withoutPadding().encodeToString((severity + " " + id).getBytes(UTF_8));
        }
    }

    /// Several values of one parameter stand in it with commas between them, or the parameter stands several times.
    ///
    /// @throws Problem.ProblemException naming the parameter that cannot be used
    static FindingQuery of(Parameters parameters) {
        parameters.names().stream()
                .filter(name -> !KNOWN.contains(name))
                .findAny()
                .ifPresent(_ -> {
                    throw wrong("there is a query parameter that is not known", "use " + String.join(", ", KNOWN));
                });
        List<FindingState> states = named(FindingState.class, "state", parameters);
        return new FindingQuery(
                states.isEmpty() ? List.of(FindingState.OPEN) : states,
                values("account", parameters),
                values("group", parameters),
                values("control", parameters),
                named(Severity.class, "severity", parameters),
                limit(parameters),
                parameters.first("after").asOptional().map(FindingQuery::after));
    }

    boolean asksFor(Finding finding, Collection<String> itsGroups) {
        return states.contains(finding.getState())
                && (accounts.isEmpty() || accounts.contains(finding.getAccount()))
                && (groups.isEmpty() || groups.stream().anyMatch(itsGroups::contains))
                && (controls.isEmpty() || controls.contains(finding.getControl()))
                && (severities.isEmpty() || severities.contains(finding.getSeverity()));
    }

    boolean isStillToCome(Finding finding) {
        return after.map(last -> ORDER.compare(Position.of(finding), last) > 0).orElse(true);
    }

    private static List<String> values(String name, Parameters parameters) {
        return parameters.contains(name)
                ? parameters.all(name).stream()
                        .flatMap(value -> Stream.of(value.split(",")))
                        .map(String::strip)
                        .toList()
                : List.of();
    }

    private static <E extends Enum<E>> List<E> named(Class<E> type, String name, Parameters parameters) {
        try {
            return values(name, parameters).stream()
                    .map(value -> Enum.valueOf(type, value.toUpperCase(Locale.ROOT)))
                    .toList();
        } catch (IllegalArgumentException e) {
            String names = Stream.of(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw wrong("the %s is not known".formatted(name), "use some of %s".formatted(names));
        }
    }

    private static int limit(Parameters parameters) {
        String limit = parameters.first("limit").asOptional().orElse(USUAL);
        if (!limit.matches("[1-9][0-9]{0,2}") || Integer.parseInt(limit) > MOST) {
            throw wrong("the limit is no number from 1 to %d".formatted(MOST), "leave it out, or choose another");
        }
        return Integer.parseInt(limit);
    }

    private static Position after(String text) {
        try {
            return Position.parse(text);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw wrong("`after` is not what a page of this list named as `next`", "begin again without it");
        }
    }

    private static Problem.ProblemException wrong(String what, String mend) {
        return Problem.of(Status.BAD_REQUEST_400, what, mend).exception();
    }
}
