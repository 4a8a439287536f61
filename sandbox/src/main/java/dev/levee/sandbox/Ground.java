package dev.levee.sandbox;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// What a Levee stands on: Kafka with Levee's topics, a schema registry, and AWS.
public interface Ground extends AutoCloseable {

    String bootstrapServers();

    /// For `schema.registry.url`.
    String registryUrl();

    URI aws();

    /// The key of an account's administrator.
    AwsCredentials credentials(String account);

    @Override
    void close();
}
