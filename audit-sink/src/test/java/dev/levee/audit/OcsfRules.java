package dev.levee.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What OCSF 1.8.0 demands of the classes and objects Levee writes: https://schema.ocsf.io/1.8.0. Of the optional
/// attributes it knows those Levee writes; any other is a finding here, misspelt or not.
final class OcsfRules {

    private static final String INT = "an integer";
    private static final String TEXT = "a string";
    private static final String TIME = "milliseconds since the epoch";
    private static final String ANY = "anything";

    private static final Map<String, Rule> OBJECTS = new HashMap<>();
    private static final Map<Integer, Rule> CLASSES = new HashMap<>();

    /// @param attributes name → its type, or the name of an object; `[]` at the end means a list
    private record Rule(Set<String> required, Map<String, String> attributes, Map<String, Set<Integer>> enums) {}

    private static final Map<String, String> BASE = Map.ofEntries(
            Map.entry("activity_id", INT),
            Map.entry("activity_name", TEXT),
            Map.entry("actor", "actor"),
            Map.entry("category_name", TEXT),
            Map.entry("category_uid", INT),
            Map.entry("class_name", TEXT),
            Map.entry("class_uid", INT),
            Map.entry("cloud", "cloud"),
            Map.entry("disposition", TEXT),
            Map.entry("disposition_id", INT),
            Map.entry("message", TEXT),
            Map.entry("metadata", "metadata"),
            Map.entry("observables", "observable[]"),
            Map.entry("policy", "policy"),
            Map.entry("severity", TEXT),
            Map.entry("severity_id", INT),
            Map.entry("status", TEXT),
            Map.entry("status_code", TEXT),
            Map.entry("status_id", INT),
            Map.entry("time", TIME),
            Map.entry("type_name", TEXT),
            Map.entry("type_uid", INT),
            Map.entry("unmapped", ANY));
    private static final Set<String> BASE_REQUIRED =
            Set.of("activity_id", "category_uid", "class_uid", "metadata", "severity_id", "time", "type_uid", "cloud");
    private static final Set<Integer> SEVERITIES = Set.of(0, 1, 2, 3, 4, 5, 6, 99);

    static {
        CLASSES.put(
                0,
                new Rule(
                        BASE_REQUIRED,
                        BASE,
                        Map.of(
                                "category_uid", Set.of(0),
                                "activity_id", Set.of(0, 99),
                                "severity_id", SEVERITIES,
                                "status_id", Set.of(0, 1, 2, 99),
                                "disposition_id", upTo(27))));
        CLASSES.put(
                7001,
                new Rule(
                        with(BASE_REQUIRED, "command_uid"),
                        with(BASE, "command_uid", TEXT),
                        Map.of(
                                "category_uid", Set.of(7),
                                "activity_id", Set.of(0, 1, 2, 3, 4, 99),
                                "severity_id", SEVERITIES,
                                "status_id", Set.of(0, 1, 2, 3, 4, 5, 6, 99),
                                "disposition_id", upTo(27))));
        CLASSES.put(
                5023,
                new Rule(
                        with(BASE_REQUIRED, "resources"),
                        with(BASE, "resources", "resource_details[]"),
                        Map.of(
                                "category_uid", Set.of(5),
                                "activity_id", Set.of(0, 1, 2, 99),
                                "severity_id", SEVERITIES)));
        OBJECTS.put("actor", new Rule(Set.of("user"), Map.of("user", "user"), Map.of()));
        OBJECTS.put("user", new Rule(Set.of("uid"), Map.of("uid", TEXT), Map.of()));
        OBJECTS.put(
                "cloud",
                new Rule(Set.of("provider"), Map.of("provider", TEXT, "account", "account", "region", TEXT), Map.of()));
        OBJECTS.put(
                "account",
                new Rule(
                        Set.of("uid"),
                        Map.of("uid", TEXT, "type", TEXT, "type_id", INT),
                        Map.of("type_id", Set.of(10, 13))));
        OBJECTS.put(
                "metadata",
                new Rule(
                        Set.of("product", "version"),
                        Map.of(
                                "product", "product",
                                "version", TEXT,
                                "uid", TEXT,
                                "correlation_uid", TEXT,
                                "log_name", TEXT,
                                "log_provider", TEXT,
                                "profiles", TEXT + "[]"),
                        Map.of()));
        OBJECTS.put("product", new Rule(Set.of("name"), Map.of("name", TEXT, "vendor_name", TEXT), Map.of()));
        OBJECTS.put("policy", new Rule(Set.of("uid"), Map.of("uid", TEXT, "version", TEXT), Map.of()));
        OBJECTS.put(
                "observable",
                new Rule(
                        Set.of("type_id"),
                        Map.of("name", TEXT, "type_id", INT, "value", TEXT),
                        Map.of("type_id", Set.of(10, 31, 35))));
        OBJECTS.put(
                "resource_details",
                new Rule(
                        Set.of("uid"),
                        Map.of("uid", TEXT, "region", TEXT, "role", TEXT, "role_id", INT, "data", ANY),
                        Map.of("role_id", Set.of(0, 1, 2, 3, 4, 99))));
    }

    private OcsfRules() {}

    /// One line for each thing that is wrong.
    static List<String> breachesOf(JsonNode event) {
        List<String> breaches = new ArrayList<>();
        int type = event.path("class_uid").asInt(-1);
        @Nullable Rule rule = CLASSES.get(type);
        if (rule == null) {
            return List.of("class_uid " + type + " is unknown");
        }
        check("", event, rule, breaches);
        if (event.path("type_uid").asInt()
                != type * 100 + event.path("activity_id").asInt()) {
            breaches.add("type_uid is not class_uid * 100 + activity_id");
        }
        for (JsonNode observable : event.path("observables")) {
            JsonNode pointed = event.at(
                    "/" + observable.path("name").asText().replace("[0]", "/0").replace('.', '/'));
            if (!pointed.asText().equals(observable.path("value").asText())) {
                breaches.add("observable " + observable + " is not what it points to");
            }
        }
        return breaches;
    }

    private static void check(String path, JsonNode object, Rule rule, List<String> breaches) {
        if (!object.isObject()) {
            breaches.add(path + " is no object");
            return;
        }
        rule.required().stream()
                .filter(name -> !object.hasNonNull(name))
                .forEach(name -> breaches.add(path + name + " is missing"));
        object.properties().forEach(attribute -> {
            String name = path + attribute.getKey();
            @Nullable String type = rule.attributes().get(attribute.getKey());
            if (type == null) {
                breaches.add(name + " is no attribute");
            } else {
                check(name, attribute.getValue(), type, breaches);
            }
        });
        rule.enums().forEach((name, values) -> {
            if (object.has(name) && !values.contains(object.get(name).asInt(-1))) {
                breaches.add("%s%s is not %s".formatted(path, name, object.get(name)));
            }
        });
    }

    private static void check(String name, JsonNode value, String type, List<String> breaches) {
        if (type.endsWith("[]")) {
            if (!value.isArray() || value.isEmpty()) {
                breaches.add(name + " is no list of something");
            }
            value.forEach(each -> check(name, each, type.substring(0, type.length() - 2), breaches));
            return;
        }
        boolean right = switch (type) {
            case INT -> value.isInt();
            case TEXT -> value.isTextual() && !value.asText().isEmpty();
            case TIME -> value.isIntegralNumber() && value.asLong() > 1_500_000_000_000L;
            case ANY -> true;
            default -> {
                check(name + ".", value, Objects.requireNonNull(OBJECTS.get(type), type), breaches);
                yield true;
            }
        };
        if (!right) {
            breaches.add("%s is not %s: %s".formatted(name, type, value));
        }
    }

    private static Set<String> with(Set<String> names, String more) {
        Set<String> all = new HashSet<>(names);
        all.add(more);
        return all;
    }

    private static Map<String, String> with(Map<String, String> attributes, String name, String type) {
        Map<String, String> all = new HashMap<>(attributes);
        all.put(name, type);
        return all;
    }

    private static Set<Integer> upTo(int last) {
        Set<Integer> all = new HashSet<>(Set.of(99));
        for (int i = 0; i <= last; i++) {
            all.add(i);
        }
        return all;
    }
}
