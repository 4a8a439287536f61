package dev.levee.sandbox.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.schemas.AuditEvent;
import java.io.PrintStream;

/// For machines: one JSON object a line, the summary last.
public final class JsonView implements DemoView {

    private static final ObjectMapper JSON = new ObjectMapper().disable(SerializationFeature.INDENT_OUTPUT);

    private final PrintStream out;

    public JsonView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void starting(String part) {
        out.println(line("starting").put("part", part));
    }

    @Override
    public void show(DemoEvent event) {
        out.println(
                switch (event) {
                    case DemoEvent.Started started -> started(started);
                    case DemoEvent.Happened(Mishap mishap, String resource) -> mishap("mishap", mishap, resource);
                    case DemoEvent.Sent(String what) -> line("sent").put("what", what);
                    case DemoEvent.Audited(AuditEvent audit) -> audit(audit);
                    case DemoEvent.DeadLettered(String source, String reason) ->
                        line("deadLetter").put("source", source).put("reason", reason);
                    case DemoEvent.Verified verified ->
                        mishap("verified", verified.mishap(), verified.resource())
                                .put("fixed", verified.stillWrong().isEmpty());
                    case DemoEvent.Finished(Summary summary) -> summary(summary);
                });
        out.flush();
    }

    private static ObjectNode started(DemoEvent.Started started) {
        ObjectNode line = line("started");
        line.put("kafka", started.endpoints().kafka());
        line.put("registry", started.endpoints().registry());
        line.put("aws", started.endpoints().aws().toString());
        line.putObject("api")
                .put("url", started.endpoints().api().url().toString())
                .put("token", started.endpoints().api().token());
        line.put("millis", started.took().toMillis());
        ObjectNode services = line.putObject("services");
        started.endpoints().services().forEach(services::put);
        return line;
    }

    private static ObjectNode mishap(String type, Mishap mishap, String resource) {
        return line(type)
                .put("title", mishap.title())
                .put("account", mishap.account())
                .put("region", mishap.region())
                .put("resource", resource);
    }

    private static ObjectNode audit(AuditEvent event) {
        ObjectNode line = line("audit")
                .put("time", event.getTime().toString())
                .put("step", event.getStep().name())
                .put("account", event.getAccount())
                .put("region", event.getRegion())
                .put("resource", event.getResource())
                .put("actor", event.getActor())
                .put("writer", event.getWriter())
                .put("message", event.getMessage());
        event.getCommand().ifPresent(command -> line.put("command", command));
        event.getControl().ifPresent(control -> line.put("control", control));
        event.getPolicy().ifPresent(policy -> line.put("policy", policy));
        event.getOutcome().ifPresent(outcome -> line.put("outcome", outcome.name()));
        return line;
    }

    private static ObjectNode summary(Summary summary) {
        ObjectNode line = line("summary");
        line.setAll((ObjectNode) JSON.valueToTree(summary));
        return line;
    }

    private static ObjectNode line(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
