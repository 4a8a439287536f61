package dev.levee.sandbox.demo;

import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.AuditStep;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// For people who read a log, and for terminals that cannot be drawn on: one line for each thing that happens.
public final class LinesView implements DemoView {

    private final PrintStream out;
    private final Instant began = Instant.now();
    /// Commands look again and again; once is enough to be told.
    private final Set<String> waits = new HashSet<>();

    public LinesView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void starting(String part) {
        line("starting " + part);
    }

    @Override
    public void show(DemoEvent event) {
        switch (event) {
            case DemoEvent.Started started -> {
                line("everything runs");
                Telling.of(started.endpoints()).forEach(out::println);
            }
            case DemoEvent.Happened(Mishap mishap, String resource) ->
                line("%s %s: %s".formatted(mishap.account(), mishap.region(), mishap.title()));
            case DemoEvent.Sent(String what) -> line("on the queue: " + what);
            case DemoEvent.Audited(AuditEvent audit) ->
                Telling.of(audit)
                        .filter(words -> audit.getStep() != AuditStep.WAITING || waits.add(words))
                        .ifPresent(words -> line("  " + words));
            case DemoEvent.DeadLettered(String source, String reason) ->
                line("  put aside a message of %s: %s".formatted(source, reason));
            case DemoEvent.Verified verified ->
                line("  verified in the cloud: " + verified.mishap().title());
            case DemoEvent.Finished(Summary summary) -> {
                Telling.of(summary).forEach(out::println);
                summary.problems().forEach(problem -> out.println("problem: " + problem));
            }
        }
        out.flush();
    }

    private void line(String words) {
        out.printf("%7.2f s  %s%n", Duration.between(began, Instant.now()).toMillis() / 1000.0, words);
    }
}
