package dev.levee.executor.readiness;

import dev.levee.cloud.CloudAnswer;
import dev.levee.executor.session.Opened;
import dev.levee.schemas.Readiness;
import dev.levee.schemas.ReadinessStep;
import dev.levee.schemas.StepResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The steps of one verification, filled in as it goes on.
final class Checklist {

    private final List<ReadinessStep> steps = new ArrayList<>();
    private final Consumer<ReadinessStep> progress;

    /// @param progress told of every step when it is known
    Checklist(Consumer<ReadinessStep> progress) {
        this.progress = progress;
    }

    void passed(Check check, String message) {
        add(check, "", StepResult.PASSED, message, "");
    }

    void passed(Check check, String region, String message) {
        add(check, region, StepResult.PASSED, message, "");
    }

    void failed(Check check, String message, String mend) {
        add(check, "", StepResult.FAILED, message, mend);
    }

    void failed(Check check, String region, String message, String mend) {
        add(check, region, StepResult.FAILED, message, mend);
    }

    /// A way into the account that did not open.
    void failed(Check check, Opened why) {
        switch (why) {
            case Opened.Blocked(var obstacle, var subject) ->
                failed(check, obstacle.sentence(subject), obstacle.mend());
            case Opened.Held(var because, var _) -> failed(check, because);
            case Opened.Failed(var operation, var failure) -> failed(check, operation, failure);
            case Opened.Session _ -> throw new IllegalArgumentException("it opened");
        }
    }

    void failed(Check check, String operation, CloudAnswer.Failure failure) {
        failed(check, "%s failed: %s".formatted(operation, failure.code()), mend(operation, failure));
    }

    void skipped(Check check, String why) {
        add(check, "", StepResult.SKIPPED, why, "");
    }

    /// @param first of those that were not tried, the later ones included
    void skippedFrom(Check first, String why) {
        for (Check check : Check.values()) {
            if (check.compareTo(first) >= 0) {
                skipped(check, why);
            }
        }
    }

    boolean hasFailed(Check check) {
        return steps.stream()
                .anyMatch(step -> step.getName().equals(check.id()) && step.getResult() == StepResult.FAILED);
    }

    Readiness readiness(String account, String writer, Instant now) {
        return Readiness.newBuilder()
                .setAccount(account)
                .setReady(steps.stream().noneMatch(step -> step.getResult() == StepResult.FAILED))
                .setSteps(List.copyOf(steps))
                .setWriter(writer)
                .setCheckedAt(now)
                .build();
    }

    static String mend(String operation, CloudAnswer.Failure failure) {
        return switch (failure.kind()) {
            case ACCESS_DENIED -> "allow the scan role %s, as the template has it".formatted(operation);
            case EXPIRED_CREDENTIALS -> "renew the credentials of Levee's own identity, and check this machine's clock";
            case THROTTLED -> "the account is being throttled: verify it again in some minutes";
            case UNAVAILABLE -> "see whether this machine reaches AWS, and verify again";
            case REJECTED -> "see what the code means in AWS's documentation of the call";
        };
    }

    private void add(Check check, String region, StepResult result, String message, String mend) {
        ReadinessStep step = ReadinessStep.newBuilder()
                .setName(check.id())
                .setRegion(region)
                .setResult(result)
                .setMessage(message)
                .setMend(mend)
                .build();
        steps.add(step);
        progress.accept(step);
    }
}
