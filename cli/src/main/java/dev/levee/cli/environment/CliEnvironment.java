package dev.levee.cli.environment;

import dev.levee.executor.session.Clouds;
import dev.levee.schemas.Registry;
import dev.levee.service.ConfigurationException;
import dev.levee.service.Environment;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/// The variables of the process, as commands use them. A command has it as a mixin and never reads them itself.
@Command
public final class CliEnvironment {

    private static final String KAFKA = "LEVEE_KAFKA_";
    private static final String REGISTRY = "LEVEE_REGISTRY_";
    private static final String REGION = "LEVEE_AWS_REGION";
    private static final String ENDPOINT = "LEVEE_AWS_ENDPOINT";

    private final Map<String, String> variables;

    public CliEnvironment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /// `LEVEE_KAFKA_…` and `LEVEE_REGISTRY_…`, as for any service.
    ///
    /// @throws ConfigurationException naming the variables that are missing
    public Cluster cluster() {
        Map<String, String> own = new HashMap<>(variables);
        own.keySet().removeIf(name -> !name.startsWith(KAFKA) && !name.startsWith(REGISTRY));
        Environment environment = Environment.of(own, List.of());
        return new Cluster(environment.kafka(), new Registry(environment.registry()));
    }

    /// `LEVEE_KAFKA_…`, for any Kafka client.
    ///
    /// @throws ConfigurationException if it is not said where Kafka is
    public Map<String, Object> kafka() {
        return Environment.kafkaOf(variables);
    }

    /// Whether [#cluster()] is anywhere.
    public boolean namesCluster() {
        return variable(KAFKA + "BOOTSTRAP_SERVERS").isPresent();
    }

    /// `LEVEE_AWS_REGION`, `LEVEE_AWS_ENDPOINT`, and what the AWS SDK finds.
    ///
    /// @throws ConfigurationException if no region is known
    public OwnIdentity identity() {
        return new OwnIdentity(
                Clouds.aws(variable(ENDPOINT).map(URI::create)),
                DefaultCredentialsProvider.builder().build(),
                variable(REGION).orElseGet(CliEnvironment::regionOfTheSdk));
    }

    /// `LEVEE_API_URL` and what opens it.
    ///
    /// @throws ConfigurationException naming every variable that is missing or cannot be used
    public ApiAccess api() {
        return ApiAccess.of(this::variable);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
    }

    private static String regionOfTheSdk() {
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
        } catch (SdkClientException _) {
            throw new ConfigurationException(
                    List.of(REGION + " is missing: Region whose endpoints are asked, e.g. eu-central-1."));
        }
    }
}
