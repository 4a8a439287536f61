package dev.levee.executor;

import dev.levee.rulebook.policy.CommandId;
import dev.levee.schemas.Cause;
import dev.levee.schemas.Command;
import dev.levee.schemas.Intent;
import dev.levee.schemas.Provider;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Commands as the evaluator writes them.
final class Commands {

    static final String ACCOUNT = "111122223333";
    static final String REGION = "eu-west-1";

    private Commands() {}

    static Command of(String event, String policy, String revision, String control, String resourceId, String arn) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return Command.newBuilder()
                .setId(CommandId.of(event, policy, revision, control, arn))
                .setIntent(Intent.REMEDIATE)
                .setControl(control)
                .setProvider(Provider.AWS)
                .setAccount(ACCOUNT)
                .setRegion(REGION)
                .setResource(arn)
                .setResourceId(resourceId)
                .setInputs("{}")
                .setPolicy(policy)
                .setPolicyRevision(revision)
                .setCause(Cause.newBuilder()
                        .setEventId(event)
                        .setAction("s3:PutBucketPolicy")
                        .setActor("arn:aws:iam::111122223333:user/somebody")
                        .setTime(now)
                        .setObservedAt(now)
                        .build())
                .setCreatedAt(now)
                .setDeadline(now.plus(Duration.ofMinutes(10)))
                .build();
    }

    /// One that only has to have an identity.
    static Command about(String event, String bucket) {
        return of(event, "a-policy", "0123456789ab", "a-control", bucket, "arn:aws:s3:::" + bucket);
    }
}
