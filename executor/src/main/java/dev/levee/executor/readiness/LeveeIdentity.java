package dev.levee.executor.readiness;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudCall;
import dev.levee.executor.session.Clouds;
import dev.levee.executor.session.Sts;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/// Who Levee is, and how it asks for other roles.
///
/// @param region whose STS is asked
/// @param userAgent what every call carries, e.g. `levee/1.2.0`
public record LeveeIdentity(Clouds clouds, AwsCredentialsProvider credentials, String region, String userAgent) {

    /// Asks for the accounts' roles.
    public Sts sts() {
        return new Sts(clouds, credentials, region, userAgent);
    }

    CloudAnswer caller() {
        return clouds.as(credentials, userAgent)
                .call(new CloudCall("sts:GetCallerIdentity", region, JsonNodeFactory.instance.objectNode()));
    }
}
