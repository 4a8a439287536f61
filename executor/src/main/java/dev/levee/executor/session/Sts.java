package dev.levee.executor.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.FailureKind;
import dev.levee.cloud.aws.Denial;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// Assumes roles with Levee's own identity.
public final class Sts {

    static final String ASSUME_ROLE = "sts:AssumeRole";

    private final Clouds clouds;
    private final AwsCredentialsProvider identity;
    private final String region;
    private final String userAgent;

    /// @param region whose STS is asked
    /// @param userAgent what every call of this process carries, e.g. `levee/1.2.0`
    public Sts(Clouds clouds, AwsCredentialsProvider identity, String region, String userAgent) {
        this.clouds = clouds;
        this.identity = identity;
        this.region = region;
        this.userAgent = userAgent;
    }

    sealed interface Assumed {

        record Session(Opened.Session session, Instant expires) implements Assumed {}

        record No(CloudAnswer.Failure failure) implements Assumed {

            /// @param otherwise the obstacle where it is the role's trust that says no
            Opened why(String role, Obstacle otherwise) {
                if (failure.kind() != FailureKind.ACCESS_DENIED) {
                    return new Opened.Failed(ASSUME_ROLE, failure);
                }
                Denial denial = Denial.of(failure);
                if (denial.isOfTheOrganization()) {
                    return new Opened.Blocked(Obstacle.ORGANIZATION_DENIED, role);
                }
                Obstacle obstacle = switch (denial) {
                    case IDENTITY_POLICY, PERMISSIONS_BOUNDARY, SESSION_POLICY -> Obstacle.IDENTITY_DENIED;
                    default -> otherwise;
                };
                return new Opened.Blocked(obstacle, role);
            }
        }
    }

    /// @param purpose added to the user agent of the session's calls; may be empty
    Assumed assume(
            String role, String externalId, String name, Optional<JsonNode> policy, Duration lifetime, String purpose) {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("RoleArn", role)
                .put("RoleSessionName", name)
                .put("ExternalId", externalId)
                .put("DurationSeconds", lifetime.toSeconds());
        policy.ifPresent(document -> request.put("Policy", document.toString()));
        return switch (clouds.as(identity, userAgent).call(new CloudCall(ASSUME_ROLE, region, request))) {
            case CloudAnswer.Failure failure -> new Assumed.No(failure);
            case CloudAnswer.Success success -> session(success.document().path("Credentials"), purpose);
        };
    }

    private Assumed session(JsonNode credentials, String purpose) {
        AwsCredentialsProvider session = StaticCredentialsProvider.create(AwsSessionCredentials.create(
                credentials.path("AccessKeyId").asText(),
                credentials.path("SecretAccessKey").asText(),
                credentials.path("SessionToken").asText()));
        return new Assumed.Session(
                new Opened.Session(clouds.as(session, (userAgent + " " + purpose).strip())),
                Instant.parse(credentials.path("Expiration").asText()));
    }
}
