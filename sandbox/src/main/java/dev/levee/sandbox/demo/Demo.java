package dev.levee.sandbox.demo;

import dev.levee.sandbox.Sandbox;
import dev.levee.sandbox.SandboxOptions;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.OutcomeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Starts a sandbox, lets things go wrong in it, and watches Levee put them right. What counts is the cloud itself: a
/// fix is verified by looking there, not by what Levee says of it.
public final class Demo {

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Sandbox sandbox;
    private final DemoView view;
    private final Watch watch;
    private final BooleanSupplier stopped;
    private final Instant began;
    private final Map<String, Mishap> waiting = new LinkedHashMap<>();
    private int expected;
    private int verified;

    /// Plays on a sandbox that runs already.
    public static boolean play(Sandbox sandbox, DemoView view, BooleanSupplier stopped) {
        return new Demo(sandbox, view, stopped, Instant.now()).play();
    }

    private Demo(Sandbox sandbox, DemoView view, BooleanSupplier stopped, Instant began) {
        this.sandbox = sandbox;
        this.stopped = stopped;
        this.view = view;
        this.watch = new Watch(sandbox.bootstrapServers(), sandbox.registry(), sandbox.remediators());
        this.began = began;
    }

    /// @param stopped asked often; the demo ends early once it says true
    /// @return true only if every expected fix was seen in the cloud and nothing else went wrong
    /// @throws Exception if the sandbox does not start; the message says what to mend
    public static boolean run(SandboxOptions options, DemoView view, BooleanSupplier stopped) throws Exception {
        Instant began = Instant.now();
        try (Sandbox sandbox = Sandbox.start(options, view::starting)) {
            return new Demo(sandbox, view, stopped, began).play();
        }
    }

    private boolean play() {
        try (watch) {
            List<Mishap> plan = Mishaps.in(sandbox.accounts());
            show(new DemoEvent.Started(sandbox.endpoints(), plan, Duration.between(began, Instant.now())));
            plan.forEach(this::happen);
            for (Oddity oddity : Oddity.all(sandbox.accounts().getFirst())) {
                oddity.messages().forEach(sandbox::enqueue);
                show(new DemoEvent.Sent(oddity.what()));
            }
            Instant giveUp = Instant.now().plus(PATIENCE);
            while (!over()
                    && sandbox.dead().isEmpty()
                    && !stopped.getAsBoolean()
                    && Instant.now().isBefore(giveUp)) {
                watch.poll(view::show);
                verify();
            }
            Summary summary = summary();
            show(new DemoEvent.Finished(summary));
            return summary.good();
        }
    }

    private void happen(Mishap mishap) {
        String resource = mishap.happen().apply(calls(mishap));
        waiting.put(resource + " " + mishap.account(), mishap);
        expected++;
        show(new DemoEvent.Happened(mishap, resource));
        watch.poll(view::show);
    }

    /// Looks at the resources whose commands have all ended.
    private void verify() {
        for (AuditEvent outcome : List.copyOf(watch.outcomes())) {
            String key = outcome.getResource() + " " + outcome.getAccount();
            Optional.ofNullable(waiting.get(key)).ifPresent(mishap -> {
                Optional<String> stillWrong = mishap.stillWrong().apply(calls(mishap), outcome.getResource());
                if (stillWrong.isEmpty()) {
                    waiting.remove(key);
                    verified++;
                    show(new DemoEvent.Verified(mishap, outcome.getResource(), stillWrong));
                }
            });
        }
    }

    /// Every mishap is put right, every command has ended, Levee's own changes have come back, and the oddities have
    /// ended as they should.
    private boolean over() {
        return waiting.isEmpty() && problems().isEmpty();
    }

    private List<String> problems() {
        List<String> problems = new ArrayList<>(sandbox.dead());
        waiting.forEach((key, mishap) -> {
            String resource = key.substring(0, key.indexOf(' '));
            mishap.stillWrong()
                    .apply(calls(mishap), resource)
                    .ifPresent(wrong -> problems.add("%s: %s".formatted(mishap.title(), wrong)));
        });
        check(problems, watch.settled(), "some commands have not ended");
        check(problems, watch.outcomes(OutcomeKind.FAILED) == 0, "some fixes failed");
        check(problems, watch.outcomes(OutcomeKind.REFUSED) == 0, "some commands were refused");
        check(
                problems,
                watch.ownChanges().values().containsAll(watch.accepted()),
                "some of Levee's own changes have not come back as events");
        check(problems, watch.ownChangesThatCausedSomething() == 0, "Levee reacted to its own changes");
        check(problems, watch.deadLetters() == Oddity.MALFORMED_MESSAGES, "malformed messages were not put aside");
        check(problems, counted("duplicates") >= Oddity.DUPLICATES, "a duplicate event was not recognised");
        check(problems, counted("unmatched") >= Oddity.UNKNOWN_EVENTS, "an unknown event was not passed over");
        check(problems, unknownAccounts() >= Oddity.UNKNOWN_ACCOUNTS, "an unknown account was not noticed");
        return problems;
    }

    private static void check(List<String> problems, boolean good, String problem) {
        if (!good) {
            problems.add(problem);
        }
    }

    private Summary summary() {
        return new Summary(
                watch.events(),
                watch.decisions(),
                watch.outcomes(OutcomeKind.APPLIED),
                watch.outcomes(OutcomeKind.ALREADY_COMPLIANT),
                watch.outcomes(OutcomeKind.REFUSED),
                watch.outcomes(OutcomeKind.FAILED),
                watch.deadLetters(),
                counted("duplicates"),
                watch.ownChanges().size(),
                counted("unmatched"),
                unknownAccounts(),
                expected,
                verified,
                Summary.Percentiles.of(watch.eventToFixMillis()),
                Duration.between(began, Instant.now()).toMillis() / 1000.0,
                problems());
    }

    private long unknownAccounts() {
        return watch.suppressed().stream()
                .filter(event -> event.getAccount().equals(Oddity.UNKNOWN_ACCOUNT))
                .count();
    }

    /// What the evaluator counted.
    private long counted(String what) {
        return (long) sandbox.service("evaluator")
                .meters()
                .get("levee.evaluator." + what)
                .counter()
                .count();
    }

    private Calls calls(Mishap mishap) {
        return new Calls(sandbox.cloud(mishap.account()), mishap.region());
    }

    private void show(DemoEvent event) {
        view.show(event);
    }
}
