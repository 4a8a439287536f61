package dev.levee.cli.environment;

import dev.levee.cloud.CloudApi;
import dev.levee.executor.session.Clouds;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/// AWS, and who this process is there: the SDK's default chain, e.g. a profile or web identity.
///
/// @param region whose endpoints are asked
public record OwnIdentity(Clouds clouds, AwsCredentialsProvider credentials, String region) implements AutoCloseable {

    /// Of the jar; `dev` where it runs from classes.
    public static final String VERSION = Optional.ofNullable(
                    OwnIdentity.class.getPackage().getImplementationVersion())
            .orElse("dev");

    /// What every call carries.
    public static final String USER_AGENT = "levee-cli/" + VERSION;

    /// AWS as this process may see it.
    public CloudApi api() {
        return clouds.as(credentials, USER_AGENT);
    }

    @Override
    public void close() {
        clouds.close();
    }
}
