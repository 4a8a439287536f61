package dev.levee.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The `LEVEE_…` variables of a process, checked once, at start.
///
/// Besides its own settings every process takes `LEVEE_KAFKA_<PROPERTY>` for any property of Kafka's clients and
/// `LEVEE_REGISTRY_<PROPERTY>` for any property of Confluent's schema registry client and serializers, dots written as
/// underscores: `LEVEE_KAFKA_SECURITY_PROTOCOL` is `security.protocol`.
public final class Environment {

    static final String KAFKA = "LEVEE_KAFKA_";
    static final String REGISTRY = "LEVEE_REGISTRY_";
    private static final String OURS = "LEVEE_";

    static final Setting<String> BOOTSTRAP_SERVERS =
            Setting.text("LEVEE_KAFKA_BOOTSTRAP_SERVERS", "Where Kafka is, e.g. broker-1:9092,broker-2:9092.");
    static final Setting<String> REGISTRY_URL =
            Setting.text("LEVEE_REGISTRY_URL", "Where the schema registry is, e.g. https://registry:8081.");
    static final Setting<Integer> HTTP_PORT = Setting.integer(
                    "LEVEE_HTTP_PORT",
                    "Port of /health/live, /health/ready and /metrics; 0 takes any free one.",
                    0,
                    65_535)
            .withDefault("8080");
    static final Setting<String> LOG_LEVEL = Setting.oneOf(
                    "LEVEE_LOG_LEVEL", "Least level that is logged.", "TRACE", "DEBUG", "INFO", "WARN", "ERROR")
            .withDefault("INFO");

    /// The settings every process has.
    public static final List<Setting<?>> ALWAYS = List.of(BOOTSTRAP_SERVERS, REGISTRY_URL, HTTP_PORT, LOG_LEVEL);

    private final Map<String, Object> values;
    private final Map<String, Object> kafka;
    private final Map<String, Object> registry;

    private Environment(Map<String, Object> values, Map<String, Object> kafka, Map<String, Object> registry) {
        this.values = Map.copyOf(values);
        this.kafka = Map.copyOf(kafka);
        this.registry = Map.copyOf(registry);
    }

    /// A variable that is set to nothing counts as not set.
    ///
    /// @param settings the process's own; those of [#ALWAYS] are added
    /// @throws ConfigurationException naming every variable that is missing, wrong, or not known
    public static Environment of(Map<String, String> variables, List<Setting<?>> settings) {
        List<String> problems = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        Map<String, Setting<?>> known = new TreeMap<>();
        ALWAYS.forEach(setting -> known.put(setting.variable(), setting));
        settings.forEach(setting -> known.put(setting.variable(), setting));

        known.values().forEach(setting -> read(setting, variables.get(setting.variable()), values, problems));
        variables.keySet().stream()
                .filter(name -> name.startsWith(OURS) && !name.startsWith(KAFKA) && !name.startsWith(REGISTRY))
                .filter(name -> !known.containsKey(name))
                .sorted()
                .forEach(name -> problems.add(name + " is not a setting: unset it, or see --help for the right name"));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }

        Map<String, Object> registry = properties(variables, REGISTRY);
        registry.put("schema.registry.url", registry.remove("url"));
        return new Environment(values, properties(variables, KAFKA), registry);
    }

    /// Properties for any Kafka client, of a process that needs nothing but Kafka.
    ///
    /// @throws ConfigurationException if it is not said where Kafka is
    public static Map<String, Object> kafkaOf(Map<String, String> variables) {
        List<String> problems = new ArrayList<>();
        read(BOOTSTRAP_SERVERS, variables.get(BOOTSTRAP_SERVERS.variable()), new HashMap<>(), problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return Map.copyOf(properties(variables, KAFKA));
    }

    /// @throws IllegalArgumentException if the setting was not among those the environment was read with
    @SuppressWarnings("unchecked") // put there by the setting's own parser
    public <T> T get(Setting<T> setting) {
        @Nullable Object value = values.get(setting.variable());
        if (value == null) {
            throw new IllegalArgumentException(setting.variable() + " is not among this process's settings");
        }
        return (T) value;
    }

    /// Properties for any Kafka client. Passwords may be among them.
    public Map<String, Object> kafka() {
        return kafka;
    }

    /// Properties for the schema registry's client and serializers. Passwords may be among them.
    public Map<String, Object> registry() {
        return registry;
    }

    private static void read(
            Setting<?> setting, @Nullable String given, Map<String, Object> values, List<String> problems) {
        @Nullable String text = given == null || given.isBlank() ? setting.fallback() : given;
        if (text == null) {
            problems.add("%s is missing: %s".formatted(setting.variable(), setting.meaning()));
            return;
        }
        try {
            values.put(setting.variable(), setting.parse().apply(text));
        } catch (IllegalArgumentException e) {
            problems.add("%s=%s is not usable: expected %s".formatted(setting.variable(), text, setting.form()));
        }
    }

    private static Map<String, Object> properties(Map<String, String> variables, String prefix) {
        Map<String, Object> properties = new HashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                properties.put(
                        name.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return properties;
    }
}
