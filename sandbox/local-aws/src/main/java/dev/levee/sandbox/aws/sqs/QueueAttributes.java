package dev.levee.sandbox.aws.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.policy.PolicyKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What a queue can be told about itself, all of it text. An empty value takes an attribute away.
///
/// @param values by attribute name; those with a default are always there
record QueueAttributes(Map<String, String> values) {

    private static final JsonMapper JSON = new JsonMapper();

    private record Range(int from, int to, Optional<String> byDefault) {}

    private static final Map<String, Range> NUMBERS = Map.of(
            "DelaySeconds", new Range(0, 900, Optional.of("0")),
            "MaximumMessageSize", new Range(1024, 1_048_576, Optional.of("1048576")),
            "MessageRetentionPeriod", new Range(60, 1_209_600, Optional.of("345600")),
            "ReceiveMessageWaitTimeSeconds", new Range(0, 20, Optional.of("0")),
            "VisibilityTimeout", new Range(0, 43_200, Optional.of("30")),
            "KmsDataKeyReusePeriodSeconds", new Range(60, 86_400, Optional.empty()));

    private static final Set<String> TEXTS =
            Set.of("Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId", "SqsManagedSseEnabled");

    QueueAttributes {
        values = Map.copyOf(values);
    }

    static QueueAttributes defaults() {
        Map<String, String> values = new TreeMap<>(Map.of("SqsManagedSseEnabled", "true"));
        NUMBERS.forEach((name, range) -> range.byDefault.ifPresent(value -> values.put(name, value)));
        return new QueueAttributes(values);
    }

    /// @throws AwsFault `InvalidAttributeName` or `InvalidAttributeValue`; nothing is changed then
    QueueAttributes with(JsonNode changes) {
        Map<String, String> changed = new TreeMap<>(values);
        changes.properties().forEach(change -> {
            String name = change.getKey();
            String value = change.getValue().asText();
            check(name, value);
            if (value.isEmpty()) {
                changed.remove(name);
            } else {
                changed.put(name, value);
            }
        });
        if (changes.path("KmsMasterKeyId").asText().isEmpty()) {
            if (changes.path("SqsManagedSseEnabled").asBoolean()) {
                changed.remove("KmsMasterKeyId");
            }
        } else {
            changed.put("SqsManagedSseEnabled", "false");
        }
        return new QueueAttributes(changed);
    }

    /// What its messages are encrypted with, if not with a key of SQS itself.
    Optional<String> key() {
        return Optional.ofNullable(values.get("KmsMasterKeyId"));
    }

    Duration seconds(String name) {
        return Duration.ofSeconds(number(name));
    }

    int number(String name) {
        return Integer.parseInt(values.getOrDefault(name, "0"));
    }

    /// Who besides the queue's own account may do what with it, as JSON.
    Optional<String> policy() {
        return Optional.ofNullable(values.get("Policy"));
    }

    /// Where messages go that were received too often, and after how many times.
    Optional<Redrive> redrive() {
        return Optional.ofNullable(values.get("RedrivePolicy")).map(QueueAttributes::redrive);
    }

    record Redrive(String deadLetterTargetArn, int maxReceiveCount) {}

    private static Redrive redrive(String policy) {
        try {
            JsonNode json = JSON.readTree(policy);
            int receives = json.path("maxReceiveCount").asInt();
            if (json.hasNonNull("deadLetterTargetArn") && receives >= 1 && receives <= 1000) {
                return new Redrive(json.path("deadLetterTargetArn").asText(), receives);
            }
        } catch (JsonProcessingException e) {
            // Answered below, like JSON that says something else.
        }
        throw invalid("RedrivePolicy", policy);
    }

    private static void check(String name, String value) {
        Range range = NUMBERS.get(name);
        if (range == null && !TEXTS.contains(name)) {
            throw new AwsFault("InvalidAttributeName", 400, "Unknown Attribute %s.".formatted(name));
        }
        if (range != null && !isWithin(range, value)) {
            throw invalid(name, value);
        }
        if (name.equals("RedrivePolicy") && !value.isEmpty()) {
            redrive(value);
        }
        if (name.equals("Policy") && !value.isEmpty()) {
            checkPolicy(value);
        }
    }

    private static void checkPolicy(String value) {
        try {
            PolicyKind.RESOURCE.read(value);
        } catch (AwsFault fault) {
            throw new AwsFault("InvalidAttributeValue", 400, "Invalid value for the parameter Policy: " + fault.text());
        }
    }

    private static boolean isWithin(Range range, String value) {
        try {
            int number = Integer.parseInt(value);
            return number >= range.from && number <= range.to;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static AwsFault invalid(String name, String value) {
        return new AwsFault(
                "InvalidAttributeValue", 400, "Invalid value '%s' for the parameter %s.".formatted(value, name));
    }
}
