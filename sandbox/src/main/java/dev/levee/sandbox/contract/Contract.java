package dev.levee.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.FailureKind;
import dev.levee.executor.look.Look;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Judgement;
import dev.levee.rulebook.JudgementException;
import dev.levee.rulebook.Purpose;
import dev.levee.rulebook.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tries controls on a local cloud. For each trial of a control, on a resource that violates it:
///
/// an event leads to it, listing finds it, it is found in violation; the fix makes it compliant and there is nothing
/// left to do; the rollback brings back what was. Then, that reading, fixing and rolling back need every one of
/// their permissions.
///
/// What the cloud takes minutes for is not waited for: its clock is put forward.
public final class Contract implements AutoCloseable {

    private static final Duration READY = Duration.ofHours(1);

    /// The most characters of a session policy. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    private static final int MAX_POLICY = 2048;

    /// A resource between its fix and its rollback.
    private record Fixed(Subject subject, Map<String, JsonNode> before, Map<String, JsonNode> after) {}

    @FunctionalInterface
    private interface Attempt {

        /// @return the first failure of the calls made under this policy
        Optional<CloudAnswer.Failure> under(Subject subject, JsonNode policy) throws Broken;
    }

    @FunctionalInterface
    private interface Step<T> {
        T take() throws Broken;
    }

    @FunctionalInterface
    private interface Check {
        void make() throws Broken;
    }

    private final TrialCloud cloud = new TrialCloud();

    /// What the control promised, up to the first promise it did not keep; none if it has no trial.
    public List<Proof> prove(Control control) {
        List<Proof> proofs = new ArrayList<>();
        try {
            for (Trial trial : control.trials()) {
                prove(control, trial, proofs);
            }
            if (!control.trials().isEmpty()) {
                provePermissions(control, proofs);
            }
        } catch (Broken _) {
            return proofs; // the last of them says why
        }
        return proofs;
    }

    private void prove(Control control, Trial trial, List<Proof> proofs) throws Broken {
        Subject subject =
                proven(proofs, "a resource that violates it can be made", () -> Subject.make(cloud, control, trial));
        check(proofs, "the record of the change leads to it", subject::requireEvent);
        check(proofs, "listing what exists finds it", subject::requireListed);
        check(proofs, "its permissions are enough to read and list", () -> {
            violating(subject);
            requireAllowed(subject.readAll(subject.session(subject.sessionPolicy(Purpose.READ))));
        });
        Fixed fixed =
                proven(proofs, "it is found in violation, and the fix makes it compliant", () -> fix(subject, control));
        if (control.noRollback().isEmpty()) {
            check(proofs, "the rollback brings back what was", () -> rollBack(fixed, control, trial));
        }
    }

    private static Fixed fix(Subject subject, Control control) throws Broken {
        Map<String, JsonNode> before = violating(subject);
        requireAllowed(subject.fix(subject.session(subject.sessionPolicy(Purpose.FIX)), before));
        Look.Judged after =
                subject.await("compliant", look -> look.judgement() instanceof Judgement.Compliant, control.settle());
        return new Fixed(subject, before, after.state());
    }

    private static void rollBack(Fixed fixed, Control control, Trial trial) throws Broken {
        Subject subject = fixed.subject();
        JsonNode policy = subject.sessionPolicy(Purpose.ROLLBACK);
        requireAllowed(subject.rollback(subject.session(policy), fixed.after(), fixed.before()));
        subject.await(
                "as before (%s)".formatted(fixed.before()),
                look -> trial.restored(subject.situation(look.state(), Optional.of(fixed.before())))
                        && !(look.judgement() instanceof Judgement.Compliant),
                control.settle());
    }

    private static void requireAllowed(Optional<CloudAnswer.Failure> failure) throws Broken {
        if (failure.isPresent()) {
            throw new Broken("a call was refused: " + failure.get());
        }
    }

    private static Map<String, JsonNode> violating(Subject subject) throws Broken {
        return subject.await("in violation", look -> look.judgement() instanceof Judgement.NonCompliant, READY)
                .state();
    }

    private void provePermissions(Control control, List<Proof> proofs) throws Broken {
        provePermissions(control, Purpose.READ, proofs, (subject, policy) -> {
            violating(subject);
            return subject.readAll(subject.session(policy));
        });
        provePermissions(control, Purpose.FIX, proofs, (subject, policy) -> {
            Map<String, JsonNode> before = violating(subject);
            return subject.fix(subject.session(policy), before);
        });
        if (control.noRollback().isEmpty()) {
            provePermissions(control, Purpose.ROLLBACK, proofs, (subject, policy) -> {
                Fixed fixed = fix(subject, control);
                return subject.rollback(subject.session(policy), fixed.after(), fixed.before());
            });
        }
    }

    /// Reading, fixing or rolling back needs every action of its policy, in one trial at least.
    private void provePermissions(Control control, Purpose purpose, List<Proof> proofs, Attempt attempt) throws Broken {
        check(proofs, promise(purpose), () -> {
            JsonNode whole =
                    Subject.make(cloud, control, control.trials().getFirst()).sessionPolicy(purpose);
            if (purpose != Purpose.READ && whole.toString().length() > MAX_POLICY) {
                throw new Broken("its session policy has %d characters, STS takes %d"
                        .formatted(whole.toString().length(), MAX_POLICY));
            }
            for (String action : Permissions.actions(whole)) {
                requireNeeded(control, action, purpose, attempt);
            }
        });
    }

    private static String promise(Purpose purpose) {
        return switch (purpose) {
            case READ -> "reading needs each of its permissions";
            case FIX -> "the fix needs each of its permissions";
            case ROLLBACK -> "the rollback needs each of its permissions";
        };
    }

    private void requireNeeded(Control control, String action, Purpose purpose, Attempt attempt) throws Broken {
        List<String> seen = new ArrayList<>();
        for (Trial trial : control.trials()) {
            Subject subject = Subject.make(cloud, control, trial);
            JsonNode less = Permissions.without(action, subject.sessionPolicy(purpose));
            Optional<CloudAnswer.Failure> failure = attempt.under(subject, less);
            if (failure.filter(one -> one.kind() == FailureKind.ACCESS_DENIED).isPresent()) {
                return;
            }
            seen.add(failure.map(CloudAnswer.Failure::toString).orElse("it worked"));
        }
        throw new Broken("without %s: %s".formatted(action, String.join("; ", seen)));
    }

    private static void check(List<Proof> proofs, String promise, Check check) throws Broken {
        proven(proofs, promise, () -> {
            check.make();
            return promise;
        });
    }

    private static <T> T proven(List<Proof> proofs, String promise, Step<T> step) throws Broken {
        try {
            T result = step.take();
            proofs.add(new Proof(promise, Optional.empty()));
            return result;
        } catch (Broken | JudgementException e) {
            String why = String.valueOf(e.getMessage());
            proofs.add(new Proof(promise, Optional.of(why)));
            throw new Broken(why);
        }
    }

    @Override
    public void close() {
        cloud.close();
    }
}
