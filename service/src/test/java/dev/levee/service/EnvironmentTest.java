package dev.levee.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    private static final Setting<Duration> GRACE =
            Setting.duration("LEVEE_GRACE", "How long to wait.").withDefault("30s");
    private static final Setting<String> ROLE = Setting.text("LEVEE_ROLE", "The role to take.");

    @Test
    void needsOnlyKafkaAndTheRegistry() {
        Environment environment = Environment.of(variables(), List.of(GRACE));

        assertThat(environment.get(GRACE)).isEqualTo(Duration.ofSeconds(30));
        assertThat(environment.get(Environment.HTTP_PORT)).isEqualTo(8080);
        assertThat(environment.kafka()).isEqualTo(Map.of("bootstrap.servers", "broker:9092"));
        assertThat(environment.registry()).isEqualTo(Map.of("schema.registry.url", "http://registry:8081"));
    }

    @Test
    void namesEveryProblemAtOnce() {
        Map<String, String> variables =
                Map.of("LEVEE_HTTP_PORT", "http", "LEVEE_GRAZE", "5m", "LEVEE_REGISTRY_URL", " ");

        assertThat(problemsOf(variables, List.of(GRACE, ROLE)))
                .containsExactly(
                        "LEVEE_HTTP_PORT=http is not usable: expected 0 to 65535",
                        "LEVEE_KAFKA_BOOTSTRAP_SERVERS is missing: Where Kafka is, e.g. broker-1:9092,broker-2:9092.",
                        "LEVEE_REGISTRY_URL is missing: Where the schema registry is, e.g. https://registry:8081.",
                        "LEVEE_ROLE is missing: The role to take.",
                        "LEVEE_GRAZE is not a setting: unset it, or see --help for the right name");
    }

    @Test
    void takesAVariableThatIsSetToNothingForOneThatIsNotSet() {
        Environment environment = Environment.of(variables("LEVEE_GRACE", ""), List.of(GRACE));

        assertThat(environment.get(GRACE)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void passesAnyPropertyOnToKafkaAndTheRegistry() {
        Environment environment = Environment.of(
                variables(
                        "LEVEE_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                        "LEVEE_KAFKA_SASL_JAAS_CONFIG", "… password=\"secret\";",
                        "LEVEE_REGISTRY_BASIC_AUTH_USER_INFO", "levee:secret",
                        "LEVEE_REGISTRY_SCHEMA_REGISTRY_SSL_TRUSTSTORE_LOCATION", "trust.p12"),
                List.of());

        assertThat(environment.kafka())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.jaas.config", "… password=\"secret\";");
        assertThat(environment.registry())
                .containsEntry("basic.auth.user.info", "levee:secret")
                .containsEntry("schema.registry.ssl.truststore.location", "trust.p12");
    }

    @Test
    void leavesOtherProgramsVariablesAlone() {
        assertThat(Environment.of(variables("PATH", "/bin", "AWS_REGION", "eu-west-1"), List.of())
                        .kafka())
                .hasSize(1);
    }

    @Test
    void neverRepeatsAPassword() {
        Map<String, String> variables = variables(
                "LEVEE_KAFKA_SASL_JAAS_CONFIG", "hunter2",
                "LEVEE_REGISTRY_BASIC_AUTH_USER_INFO", "levee:hunter2",
                "LEVEE_PASSWORD", "hunter2",
                "LEVEE_HTTP_PORT", "none");

        assertThat(problemsOf(variables, List.of())).hasSize(2).noneMatch(problem -> problem.contains("hunter2"));
        assertThat(Environment.of(variables("LEVEE_KAFKA_SASL_JAAS_CONFIG", "hunter2"), List.of()))
                .asString()
                .doesNotContain("hunter2");
    }

    @Test
    void givesNoValueOfASettingItWasNotReadWith() {
        Environment environment = Environment.of(variables(), List.of());

        assertThatThrownBy(() -> environment.get(GRACE)).hasMessageContaining("LEVEE_GRACE");
    }

    private static List<String> problemsOf(Map<String, String> variables, List<Setting<?>> settings) {
        return catchThrowableOfType(ConfigurationException.class, () -> Environment.of(variables, settings))
                .problems();
    }

    private static Map<String, String> variables(String... more) {
        Map<String, String> variables = new HashMap<>();
        variables.put("LEVEE_KAFKA_BOOTSTRAP_SERVERS", "broker:9092");
        variables.put("LEVEE_REGISTRY_URL", "http://registry:8081");
        for (int i = 0; i < more.length; i += 2) {
            variables.put(more[i], more[i + 1]);
        }
        return variables;
    }
}
