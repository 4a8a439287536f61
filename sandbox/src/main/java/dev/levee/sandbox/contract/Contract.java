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
/// left
/// to do; the rollback brings back what was. Then, that reading, fixing and rolling back need every one of their
/// permissions.
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

    private final TrialCloud cloud = new TrialCloud();

    /// What the control promised, up to the first promise it did not keep; none if it has no trial.
    public List<Proof> prove(Control control) {
        List<Proof> proofs = new ArrayList<>();
        for (Trial trial : control.trials()) {
            if (!prove(control, trial, proofs)) {
                return proofs;
            }
        }
        if (!control.trials().isEmpty()) {
            provePermissions(control, proofs);
        }
        return proofs;
    }

    /// Returns whether every promise was kept.
    private boolean prove(Control control, Trial trial, List<Proof> proofs) {
        return proven(proofs, "a resource that violates it can be made", () -> Subject.make(cloud, control, trial))
                .filter(subject -> proven(proofs, "the record of the change leads to it", () -> {
                            subject.requireEvent();
                            return subject;
                        })
                        .isPresent())
                .filter(subject -> proven(proofs, "listing what exists finds it", () -> {
                            subject.requireListed();
                            return subject;
                        })
                        .isPresent())
                .filter(subject -> proven(proofs, "its permissions are enough to read and list", () -> {
                            violating(subject);
                            return allowed(
                                    subject, subject.readAll(subject.session(subject.sessionPolicy(Purpose.READ))));
                        })
                        .isPresent())
                .flatMap(subject -> proven(
                        proofs,
                        "it is found in violation, and the fix makes it compliant",
                        () -> fix(subject, control, subject.sessionPolicy(Purpose.FIX))))
                .filter(fixed -> control.noRollback().isPresent()
                        || proven(proofs, "the rollback brings back what was", () -> rolledBack(fixed, control, trial))
                                .isPresent())
                .isPresent();
    }

    private Fixed fix(Subject subject, Control control, JsonNode policy) throws Broken {
        Map<String, JsonNode> before = violating(subject);
        Optional<CloudAnswer.Failure> failure = subject.fix(subject.session(policy), before);
        if (failure.isPresent()) {
            throw new Broken("a call of the fix was refused: " + failure.get());
        }
        Look.Judged after =
                subject.await("compliant", look -> look.judgement() instanceof Judgement.Compliant, control.settle());
        return new Fixed(subject, before, after.state());
    }

    private static Subject allowed(Subject subject, Optional<CloudAnswer.Failure> failure) throws Broken {
        if (failure.isPresent()) {
            throw new Broken("a call was refused: " + failure.get());
        }
        return subject;
    }

    private static Map<String, JsonNode> violating(Subject subject) throws Broken {
        return subject.await(
                        "in violation",
                        look -> switch (look.judgement()) {
                            case Judgement.NonCompliant _ -> true;
                            case Judgement.Pending _,
                                    Judgement.NotReady _,
                                    Judgement.Compliant _,
                                    Judgement.NotApplicable _ -> false;
                        },
                        READY)
                .state();
    }

    private Subject rolledBack(Fixed fixed, Control control, Trial trial) throws Broken {
        Subject subject = fixed.subject();
        JsonNode policy = subject.sessionPolicy(Purpose.ROLLBACK);
        Optional<CloudAnswer.Failure> failure =
                subject.rollback(subject.session(policy), fixed.after(), fixed.before());
        if (failure.isPresent()) {
            throw new Broken("a call of the rollback was refused: " + failure.get());
        }
        subject.await(
                "as before (%s)".formatted(fixed.before()),
                look -> trial.restored(subject.situation(look.state(), Optional.of(fixed.before())))
                        && !(look.judgement() instanceof Judgement.Compliant),
                control.settle());
        return subject;
    }

    private void provePermissions(Control control, List<Proof> proofs) {
        boolean proven = provePermissions(control, Purpose.READ, proofs, (subject, policy) -> {
            violating(subject);
            return subject.readAll(subject.session(policy));
        });
        proven = proven
                && provePermissions(control, Purpose.FIX, proofs, (subject, policy) -> {
                    Map<String, JsonNode> before = violating(subject);
                    return subject.fix(subject.session(policy), before);
                });
        if (proven && control.noRollback().isEmpty()) {
            provePermissions(control, Purpose.ROLLBACK, proofs, (subject, policy) -> {
                Fixed fixed = fix(subject, control, subject.sessionPolicy(Purpose.FIX));
                return subject.rollback(subject.session(policy), fixed.after(), fixed.before());
            });
        }
    }

    /// Reading, fixing or rolling back needs every action of its policy, in one trial at least.
    private boolean provePermissions(Control control, Purpose purpose, List<Proof> proofs, Attempt attempt) {
        return proven(proofs, promise(purpose), () -> {
                    Subject any = Subject.make(cloud, control, control.trials().getFirst());
                    JsonNode whole = any.sessionPolicy(purpose);
                    if (purpose != Purpose.READ && whole.toString().length() > MAX_POLICY) {
                        throw new Broken("its session policy has %d characters, STS takes %d"
                                .formatted(whole.toString().length(), MAX_POLICY));
                    }
                    for (String action : Permissions.actions(whole)) {
                        requireNeeded(control, action, purpose, attempt);
                    }
                    return control;
                })
                .isPresent();
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

    private static <T> Optional<T> proven(List<Proof> proofs, String promise, Step<T> step) {
        try {
            T result = step.take();
            proofs.add(new Proof(promise, Optional.empty()));
            return Optional.of(result);
        } catch (Broken e) {
            proofs.add(new Proof(promise, Optional.of(e.why())));
        } catch (JudgementException e) {
            proofs.add(new Proof(promise, Optional.of(String.valueOf(e.getMessage()))));
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        cloud.close();
    }
}
