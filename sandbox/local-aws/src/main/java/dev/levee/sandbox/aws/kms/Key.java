package dev.levee.sandbox.aws.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.policy.PolicyDocument;
import dev.levee.sandbox.aws.policy.Resource;
import java.time.Instant;
import java.util.Optional;

/// A key as it was when it was looked up.
///
/// @param row its metadata, rotation and policy
record Key(ObjectNode row) {

    static final String METADATA = "KeyMetadata";
    static final String STATE = "KeyState";
    static final String DELETION = "DeletionDate";
    static final String POLICY = "Policy";
    static final String PENDING_DELETION = "PendingDeletion";

    JsonNode metadata() {
        return row.path(METADATA);
    }

    String id() {
        return metadata().path("KeyId").asText();
    }

    String arn() {
        return metadata().path("Arn").asText();
    }

    /// Whether its waiting period is over, and so there is no such key any more.
    boolean isGone(Instant now) {
        return metadata().hasNonNull(DELETION)
                && !now.isBefore(Instant.parse(metadata().path(DELETION).asText()));
    }

    boolean isPendingDeletion() {
        return isIn(PENDING_DELETION);
    }

    boolean isIn(String state) {
        return metadata().path(STATE).asText().equals(state);
    }

    /// The error of a key that is not in use; empty if it is.
    Optional<AwsFault> idle() {
        return switch (metadata().path(STATE).asText()) {
            case "Enabled" -> Optional.empty();
            case "Disabled" -> Optional.of(new AwsFault("DisabledException", 400, arn() + " is disabled."));
            case PENDING_DELETION -> Optional.of(invalidState("is pending deletion."));
            default -> Optional.of(invalidState("is pending import."));
        };
    }

    /// Its policy has a say even in its own account, which has none but by this policy.
    Resource resource() {
        return new Resource(
                arn(),
                metadata().path("AWSAccountId").asText(),
                Optional.of(PolicyDocument.parse(row.path(POLICY).asText())),
                true);
    }

    private AwsFault invalidState(String why) {
        return new AwsFault("KMSInvalidStateException", 400, "%s %s".formatted(arn(), why));
    }
}
