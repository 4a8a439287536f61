package dev.levee.executor.session;

import dev.levee.cloud.CloudApi;
import dev.levee.cloud.aws.AwsClouds;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/// Where cloud APIs come from: the same cloud, seen with different credentials.
@FunctionalInterface
public interface Clouds extends AutoCloseable {

    CloudApi as(AwsCredentialsProvider credentials, String userAgent);

    /// Loads what calls to a service need, so that the first fix does not wait for it.
    default void prepare(String service) {}

    @Override
    default void close() {}

    /// @param endpoint in place of AWS's own
    static Clouds aws(Optional<URI> endpoint) {
        AwsClouds aws = new AwsClouds(endpoint);
        return new Clouds() {
            @Override
            public CloudApi as(AwsCredentialsProvider credentials, String userAgent) {
                return aws.as(credentials, userAgent);
            }

            @Override
            public void prepare(String service) {
                aws.prepare(service);
            }

            @Override
            public void close() {
                aws.close();
            }
        };
    }
}
