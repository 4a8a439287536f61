package dev.levee.audit;

import dev.levee.schemas.Registry;
import dev.levee.service.Environment;
import dev.levee.service.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Everything an operator can change about the audit sink.
///
/// @param folder where the files are written; no other process may write there
/// @param fileBytes a file that has reached this size is followed by the next
/// @param group the consumer group; another group reads everything again from the start
public record AuditSinkConfig(Path folder, long fileBytes, String group, Map<String, Object> kafka, Registry registry) {

    private static final Setting<Path> FOLDER =
            Setting.path("LEVEE_AUDIT_FOLDER", "Where the OCSF files are written; this process's alone.");
    private static final Setting<Integer> FILE_MEGABYTES = Setting.integer(
                    "LEVEE_AUDIT_FILE_MEGABYTES",
                    "A file that has reached this size is followed by the next.",
                    1,
                    65_536)
            .withDefault("128");
    private static final Setting<String> GROUP = Setting.text(
                    "LEVEE_AUDIT_GROUP", "Consumer group; another group reads everything again from the start.")
            .withDefault("levee-audit-sink");

    public static final List<Setting<?>> SETTINGS = List.of(FOLDER, FILE_MEGABYTES, GROUP);

    public static AuditSinkConfig from(Environment environment) {
        return new AuditSinkConfig(
                environment.get(FOLDER),
                environment.get(FILE_MEGABYTES) * 1024L * 1024L,
                environment.get(GROUP),
                environment.kafka(),
                new Registry(environment.registry()));
    }
}
