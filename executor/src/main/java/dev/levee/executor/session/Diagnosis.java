package dev.levee.executor.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.aws.Denial;
import dev.levee.cloud.aws.Partitions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/// Finds out why a remediator role refuses a code. STS answers alike whatever the reason is; the tags that each
/// rotation leaves on the role tell them apart, and hold neither a code nor a key.
final class Diagnosis {

    /// When the trust policy was written, in UTC to the second.
    static final String ROTATED_AT = "levee:rotated-at";

    /// See [CodeKey#check()].
    static final String KEY_CHECK = "levee:key-check";

    private static final String LIST_TAGS = "iam:ListRoleTags";
    private static final Duration STALE = OneTimeCodes.STEP.multipliedBy(2);

    private Diagnosis() {}

    /// @param reader may list the role's tags
    /// @param keyCheck that of the key the refused codes were made from
    static Obstacle of(CloudApi reader, String role, String keyCheck, Instant now) {
        JsonNode request =
                JsonNodeFactory.instance.objectNode().put("RoleName", role.substring(role.lastIndexOf('/') + 1));
        return switch (reader.call(new CloudCall(LIST_TAGS, Partitions.globalRegion(role.split(":", 3)[1]), request))) {
            case CloudAnswer.Success success -> of(success.document().path("Tags"), keyCheck, now);
            case CloudAnswer.Failure failure when failure.code().equals("NoSuchEntity") -> Obstacle.ROLE_MISSING;
            case CloudAnswer.Failure failure
            when Denial.of(failure).isOfTheOrganization() -> Obstacle.ORGANIZATION_DENIED;
            case CloudAnswer.Failure _ -> Obstacle.TRUST_UNEXPLAINED;
        };
    }

    private static Obstacle of(JsonNode tags, String keyCheck, Instant now) {
        if (rotatedAt(tags).plus(STALE).isBefore(now)) {
            return Obstacle.ROTATION_STALE;
        }
        return value(tags, KEY_CHECK).equals(keyCheck) ? Obstacle.TRUST_REFUSED : Obstacle.WRONG_SECRET;
    }

    /// A role that was never rotated is as stale as can be.
    private static Instant rotatedAt(JsonNode tags) {
        try {
            return Instant.parse(value(tags, ROTATED_AT));
        } catch (DateTimeException _) {
            return Instant.MIN;
        }
    }

    private static String value(JsonNode tags, String key) {
        for (JsonNode tag : tags) {
            if (tag.path("Key").asText().equals(key)) {
                return tag.path("Value").asText();
            }
        }
        return "";
    }
}
