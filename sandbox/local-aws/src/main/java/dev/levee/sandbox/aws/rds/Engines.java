package dev.levee.sandbox.aws.rds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/// The engines of `rds/engines.yaml`.
final class Engines {

    private final List<Engine> all = read("engines").properties().stream()
            .flatMap(engine -> versions(engine.getKey(), engine.getValue()))
            .toList();
    private final Paging pages;

    Engines(Paging pages) {
        this.pages = pages;
    }

    /// A file of this service's data.
    static JsonNode read(String name) {
        String file = "/rds/%s.yaml".formatted(name);
        try (InputStream yaml = Engines.class.getResourceAsStream(file)) {
            if (yaml == null) {
                throw new IllegalStateException("there is no " + file);
            }
            return new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /// The engine a request asks for: an exact version, the newest of a major one, or the usual one.
    ///
    /// @throws AwsFault when there is none
    Engine asked(Request request) {
        String name = request.required("Engine");
        String version = request.document().path("EngineVersion").asText("");
        return find(name, version)
                .findFirst()
                .orElseThrow(() -> new AwsFault(
                        "InvalidParameterCombination", 400, "Cannot find version %s for %s".formatted(version, name)));
    }

    /// The engine of a described database.
    Engine of(JsonNode database) {
        String name = database.path("Engine").asText();
        String version = database.path("EngineVersion").asText();
        return find(name, version)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no %s %s".formatted(name, version)));
    }

    JsonNode describe(Request request) {
        JsonNode asked = request.document();
        String family = asked.path("DBParameterGroupFamily").asText("");
        List<ObjectNode> found = find(
                        asked.path("Engine").asText(""),
                        asked.path("EngineVersion").asText(""))
                .filter(engine -> family.isEmpty() || engine.family().equals(family))
                .map(Engines::version)
                .toList();
        return pages.answer(request, "DBEngineVersions", found);
    }

    private Stream<Engine> find(String name, String version) {
        return all.stream()
                .filter(engine -> name.isEmpty() || engine.name().equals(name))
                .filter(engine -> version.isEmpty() || (engine.version() + ".").startsWith(version + "."));
    }

    private static ObjectNode version(Engine engine) {
        ObjectNode version = JsonNodeFactory.instance
                .objectNode()
                .put("Engine", engine.name())
                .put("EngineVersion", engine.version())
                .put("DBParameterGroupFamily", engine.family())
                .put("Status", "available")
                .put("SupportsLogExportsToCloudwatchLogs", !engine.logs().isEmpty());
        engine.logs().stream().sorted().forEach(version.putArray("ExportableLogTypes")::add);
        if (!engine.capacity().isEmpty()) {
            version.putObject("ServerlessV2FeaturesSupport")
                    .put("MinCapacity", engine.capacity().getFirst())
                    .put("MaxCapacity", engine.capacity().getLast());
        }
        return version;
    }

    private static Stream<Engine> versions(String name, JsonNode engine) {
        return engine.path("versions").properties().stream()
                .map(version -> new Engine(
                        name,
                        version.getKey(),
                        version.getValue().path("family").asText(),
                        engine.path("port").asInt(),
                        Logs.texts(version.getValue().path("logs")),
                        version.getValue()
                                .path("capacity")
                                .valueStream()
                                .map(JsonNode::asDouble)
                                .toList()));
    }
}
