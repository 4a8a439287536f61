package dev.levee.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.schemas.Registry;
import dev.levee.service.ConfigurationException;
import dev.levee.service.Environment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditSinkConfigTest {

    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", "broker:9092");
    private static final Registry REGISTRY = Registry.at("http://registry:8081");

    @Test
    void needsOnlyTheFolder() {
        assertThat(configOf(Map.of("LEVEE_AUDIT_FOLDER", "audit")))
                .isEqualTo(
                        new AuditSinkConfig(Path.of("audit"), 128 * 1024 * 1024, "levee-audit-sink", KAFKA, REGISTRY));
    }

    @Test
    void readsEveryVariable() {
        assertThat(configOf(Map.of(
                        "LEVEE_AUDIT_FOLDER", "audit",
                        "LEVEE_AUDIT_FILE_MEGABYTES", "4096",
                        "LEVEE_AUDIT_GROUP", "second-siem")))
                .isEqualTo(new AuditSinkConfig(Path.of("audit"), 4096L * 1024 * 1024, "second-siem", KAFKA, REGISTRY));
    }

    @Test
    void namesTheFolderWhenItIsMissing() {
        assertThatThrownBy(() -> configOf(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("LEVEE_AUDIT_FOLDER is missing");
    }

    private static AuditSinkConfig configOf(Map<String, String> own) {
        Map<String, String> variables = new HashMap<>(own);
        variables.put("LEVEE_KAFKA_BOOTSTRAP_SERVERS", "broker:9092");
        variables.put("LEVEE_REGISTRY_URL", "http://registry:8081");
        return AuditSinkConfig.from(Environment.of(variables, AuditSinkConfig.SETTINGS));
    }
}
