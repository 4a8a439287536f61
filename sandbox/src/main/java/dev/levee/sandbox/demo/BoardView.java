package dev.levee.sandbox.demo;

import dev.levee.schemas.AuditEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// For terminals: a board with one row for each mishap, redrawn in place as Levee gets on, and the odd things below.
public final class BoardView implements DemoView {

    private static final String UP_AND_CLEAR = "\033[%dA\033[J";
    private static final String CLEAR_LINE = "\r\033[K";
    private static final String DIM = "\033[2m%s\033[0m";
    private static final String RED = "\033[31m%s\033[0m";
    private static final String GREEN = "\033[32m%s\033[0m";
    private static final String YELLOW = "\033[33m%s\033[0m";

    private final PrintStream out;
    private final int columns;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<String> asides = new ArrayList<>();
    private int drawn;

    /// @param columns how wide the terminal is; longer lines are cut, or they would break the board
    public BoardView(PrintStream out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    private record Row(Mishap mishap, Instant since, String state, String colour) {}

    @Override
    public void starting(String part) {
        out.print(CLEAR_LINE + "starting " + part + " …");
        out.flush();
    }

    @Override
    public void show(DemoEvent event) {
        switch (event) {
            case DemoEvent.Started started -> {
                out.print(CLEAR_LINE);
                out.printf("Everything runs after %.1f s.%n", started.took().toMillis() / 1000.0);
                Telling.of(started.endpoints()).forEach(out::println);
                out.println();
            }
            case DemoEvent.Happened(Mishap mishap, String resource) ->
                rows.put(key(mishap.account(), resource), new Row(mishap, Instant.now(), "happened", YELLOW));
            case DemoEvent.Sent(String what) -> asides.add("on the queue: " + what);
            case DemoEvent.Audited(AuditEvent audit) -> audited(audit);
            case DemoEvent.DeadLettered(String source, String reason) ->
                asides.add("put aside a message of %s: %s".formatted(source, reason));
            case DemoEvent.Verified verified -> {
                String key = key(verified.mishap().account(), verified.resource());
                Row row = rows.get(key);
                if (row != null) {
                    long millis = Duration.between(row.since(), Instant.now()).toMillis();
                    rows.put(key, new Row(row.mishap(), row.since(), "verified, %d ms".formatted(millis), GREEN));
                }
            }
            case DemoEvent.Finished(Summary summary) -> {
                draw();
                Telling.of(summary).forEach(out::println);
                summary.problems().forEach(problem -> out.printf(RED + "%n", "problem: " + problem));
                out.flush();
                return;
            }
        }
        draw();
    }

    private void audited(AuditEvent audit) {
        String key = key(audit.getAccount(), audit.getResource());
        Row row = rows.get(key);
        if (row == null) {
            Telling.of(audit).ifPresent(asides::add);
            return;
        }
        String state = switch (audit.getStep()) {
            case DECIDED -> "ordered";
            case AUTHORISED, JUDGED -> "looking";
            case INTENT -> "fixing";
            case CALLED -> "called";
            case WAITING -> "waiting";
            case OUTCOME -> Telling.outcome(audit);
            case OWN_CHANGE, SUPPRESSED -> row.state();
        };
        if (!row.colour().equals(GREEN)) {
            rows.put(key, new Row(row.mishap(), row.since(), state, state.equals("FAILED") ? RED : YELLOW));
        }
    }

    private void draw() {
        if (drawn > 0) {
            out.printf(UP_AND_CLEAR, drawn);
        }
        drawn = 0;
        for (Row row : rows.values()) {
            line("%-12s %-14s %s  %s"
                    .formatted(
                            row.mishap().account(),
                            row.mishap().region(),
                            row.colour().formatted("%-18s".formatted(row.state())),
                            cut(row.mishap().title(), columns - 50)));
        }
        asides.stream()
                .skip(Math.max(0, asides.size() - 6))
                .forEach(aside -> line(DIM.formatted(cut(aside, columns - 1))));
        out.flush();
    }

    private void line(String text) {
        out.println(text);
        drawn++;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, Math.max(0, length - 1)) + "…";
    }

    private static String key(String account, String resource) {
        return account + " " + resource;
    }
}
