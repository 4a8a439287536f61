package dev.levee.cloud.aws;

import dev.levee.cloud.CloudApi;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ApiName;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// All of AWS: one HTTP client, and one SDK client per service and region, shared by whoever calls. Thread-safe.
public final class AwsClouds implements AutoCloseable {

    private static final int ATTEMPTS = 3;
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(45);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 256;

    private record Place(String service, String region) {}

    private final Optional<URI> endpoint;
    private final AwsOperations operations = new AwsOperations();
    private final Map<Place, SdkClient> clients = new ConcurrentHashMap<>();
    private final SdkHttpClient http = ApacheHttpClient.builder()
            .maxConnections(CONNECTIONS)
            .connectionTimeout(CONNECT_TIMEOUT)
            .connectionAcquisitionTimeout(ATTEMPT_TIMEOUT)
            .socketTimeout(ATTEMPT_TIMEOUT)
            .build();

    /// @param endpoint in place of AWS's own, e.g. of a local cloud
    public AwsClouds(Optional<URI> endpoint) {
        this.endpoint = endpoint;
    }

    /// AWS as these credentials may see it. Cheap: make one per task.
    ///
    /// @param userAgent words of the form `name/value` that every call carries, e.g. `levee/1.0 cmd/4f2a`
    public CloudApi as(AwsCredentialsProvider credentials, String userAgent) {
        AwsRequestOverrideConfiguration.Builder configuration =
                AwsRequestOverrideConfiguration.builder().credentialsProvider(credentials);
        for (String word : userAgent.split(" ", -1)) {
            int slash = word.indexOf('/');
            if (slash < 1) {
                throw new IllegalArgumentException("%s in the user agent is not name/value".formatted(word));
            }
            configuration.addApiName(ApiName.builder()
                    .name(word.substring(0, slash))
                    .version(word.substring(slash + 1))
                    .build());
        }
        return new AwsCloudApi(this, configuration.build());
    }

    /// Loads what calls to a service need, which for EC2 takes a second the first call would wait.
    ///
    /// @param service prefix, e.g. `ec2`; one that is called by another's prefix needs nothing
    public void prepare(String service) {
        if (AwsServices.names().contains(service)) {
            operations.of(service);
        }
    }

    /// Forgets every key that calls were signed with, too.
    @Override
    public void close() {
        clients.values().forEach(SdkClient::close);
        http.close();
        SigningKeys.forget();
    }

    AwsOperations operations() {
        return operations;
    }

    SdkClient client(String service, String region) {
        return clients.computeIfAbsent(new Place(service, region), this::build);
    }

    private SdkClient build(Place place) {
        AwsClientBuilder<?, ?> builder = AwsServices.builder(place.service());
        builder.region(Region.of(place.region()));
        // Every request brings its own; without this a client would go looking for the machine's.
        builder.credentialsProvider(AnonymousCredentialsProvider.create());
        builder.overrideConfiguration(ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build())
                .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                .apiCallTimeout(CALL_TIMEOUT)
                .build());
        ((AwsSyncClientBuilder<?, ?>) builder).httpClient(http);
        endpoint.ifPresent(builder::endpointOverride);
        if (builder instanceof S3ClientBuilder s3) {
            s3.forcePathStyle(endpoint.isPresent());
        }
        return (SdkClient) builder.build();
    }
}
