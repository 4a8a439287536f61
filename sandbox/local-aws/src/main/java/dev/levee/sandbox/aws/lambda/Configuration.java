package dev.levee.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What a function is like besides its code.
final class Configuration {

    private static final DateTimeFormatter MODIFIED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);
    private static final List<String> CHANGEABLE = List.of(
            "Description",
            "Handler",
            "KMSKeyArn",
            "LoggingConfig",
            "MemorySize",
            "Role",
            "Runtime",
            "Timeout",
            "TracingConfig");
    private static final Set<String> RESERVED = Set.of(
            "AWS_ACCESS_KEY_ID",
            "AWS_DEFAULT_REGION",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_REGION",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "LAMBDA_TASK_ROOT",
            "_HANDLER");

    private Configuration() {}

    /// Of a new function.
    static ObjectNode of(Request request) {
        String name = request.required("FunctionName");
        ObjectNode configuration = JsonNodeFactory.instance
                .objectNode()
                .put("FunctionName", name)
                .put("FunctionArn", Functions.arn(request.account(), request.region(), name))
                .put("Description", "")
                .put("Timeout", 3)
                .put("MemorySize", 128)
                .put("Version", "$LATEST")
                .put("PackageType", "Zip")
                .put("State", "Active")
                .put("LastUpdateStatus", "Successful");
        configuration.putObject("TracingConfig").put("Mode", "PassThrough");
        configuration.putObject("LoggingConfig").put("LogFormat", "Text").put("LogGroup", "/aws/lambda/" + name);
        configuration.putArray("Architectures").add("x86_64");
        if (request.document().has("Architectures")) {
            configuration.set("Architectures", request.document().get("Architectures"));
        }
        for (String member : List.of("Handler", "Role", "Runtime")) {
            request.required(member);
        }
        change(configuration, request);
        return configuration;
    }

    /// Takes over what the request says.
    ///
    /// @throws AwsFault if Lambda would not have it so
    static void change(ObjectNode configuration, Request request) {
        JsonNode asked = request.document();
        within(asked, "Timeout", 1, 900);
        within(asked, "MemorySize", 128, 10_240);
        for (String member : CHANGEABLE) {
            if (asked.hasNonNull(member)) {
                configuration.set(member, asked.get(member));
            }
        }
        if (asked.hasNonNull("Environment")) {
            checkNames(asked.path("Environment").path("Variables"));
            configuration.set("Environment", asked.get("Environment"));
        }
        touch(configuration, request);
    }

    static void touch(ObjectNode configuration, Request request) {
        configuration
                .put("LastModified", MODIFIED.format(request.time()))
                .put("RevisionId", UUID.randomUUID().toString());
    }

    private static void within(JsonNode asked, String member, int least, int most) {
        int value = asked.path(member).asInt(least);
        if (value < least || value > most) {
            throw new AwsFault(
                    "ValidationException",
                    400,
                    "1 validation error detected: Value '%d' at '%s' failed to satisfy constraint: Member must be between %d and %d"
                            .formatted(value, member, least, most));
        }
    }

    private static void checkNames(JsonNode variables) {
        List<String> reserved = variables
                .propertyStream()
                .map(variable -> variable.getKey())
                .filter(RESERVED::contains)
                .toList();
        if (!reserved.isEmpty()) {
            throw new AwsFault(
                    "InvalidParameterValueException",
                    400,
                    "Lambda was unable to configure your environment variables because the environment variables you have"
                            + " provided contains reserved keys that are currently not supported for modification. Reserved"
                            + " keys used in this request: " + String.join(", ", reserved));
        }
    }
}
