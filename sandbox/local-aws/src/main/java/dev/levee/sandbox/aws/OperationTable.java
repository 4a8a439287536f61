package dev.levee.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.levee.sandbox.aws.wire.ApiNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is known about each operation besides what it does: the files in `operations/`.
public final class OperationTable {

    /// An IAM action the caller needs, and on what.
    ///
    /// @param resource ARN template, see `operations/README.md`
    /// @param member what the request must have for it to be needed; empty where it always is
    public record Permission(String action, String resource, String member) {

        public Permission(String action, String resource) {
            this(action, resource, "");
        }

        /// A key of AWS's own needs no permission: everybody in the account may use it.
        boolean isNeeded(Request request) {
            JsonNode value = request.document().at("/" + member.replace('.', '/'));
            return member.isEmpty()
                    || !value.isMissingNode()
                            && !value.isNull()
                            && !value.asText().startsWith("alias/aws/");
        }
    }

    /// One operation's entry.
    ///
    /// @param keys its own condition keys, with the member of the request whose values each has
    /// @param event its name in the trail
    /// @param nested whether the trail shows it as it shows EC2's newer operations: as XML turned into JSON
    /// @param hide members the trail shows as hidden
    /// @param omit members the trail does not show at all
    /// @param names what the trail calls a member, where that is not its name in lower camel case
    public record Entry(
            List<Permission> permissions,
            Map<String, String> keys,
            boolean write,
            String event,
            boolean nested,
            Set<String> hide,
            Set<String> omit,
            Map<String, String> names) {}

    private final Map<String, Entry> entries = new HashMap<>();

    private OperationTable() {}

    /// Reads the entries of these services.
    ///
    /// @throws IllegalStateException if an operation has none
    static OperationTable of(List<AwsService> services) {
        OperationTable table = new OperationTable();
        for (AwsService service : services) {
            JsonNode file = read(service.name());
            for (String operation : service.operations().keySet()) {
                JsonNode entry = Optional.ofNullable(file.get(operation))
                        .orElseThrow(() -> new IllegalStateException(
                                "operations/%s.yaml says nothing of %s".formatted(service.name(), operation)));
                table.entries.put(service.name() + ":" + operation, entry(service.name(), operation, entry));
            }
        }
        return table;
    }

    Optional<Entry> find(Request request) {
        return Optional.ofNullable(entries.get(request.name()));
    }

    private static Entry entry(String service, String operation, JsonNode entry) {
        List<Permission> permissions = new ArrayList<>();
        String action = entry.path("iam").asText(ApiNames.signedName(service) + ":" + operation);
        if (!action.equals("none")) {
            permissions.add(new Permission(action, entry.path("resource").asText("*")));
        }
        for (JsonNode also : entry.path("also")) {
            permissions.add(new Permission(
                    also.path("iam").asText(),
                    also.path("resource").asText("*"),
                    also.path("where").asText("")));
        }
        return new Entry(
                List.copyOf(permissions),
                textsByName(entry.path("keys")),
                entry.path("write").asBoolean(),
                entry.path("event").asText(operation),
                entry.path("nested").asBoolean(),
                texts(entry.path("hide")),
                texts(entry.path("omit")),
                textsByName(entry.path("names")));
    }

    private static Map<String, String> textsByName(JsonNode members) {
        Map<String, String> texts = new HashMap<>();
        members.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
        return Map.copyOf(texts);
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return Set.copyOf(texts);
    }

    /// The file of a service.
    public static JsonNode read(String service) {
        String name = "/operations/%s.yaml".formatted(service);
        try (InputStream file = OperationTable.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + name);
            }
            return new YAMLMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
