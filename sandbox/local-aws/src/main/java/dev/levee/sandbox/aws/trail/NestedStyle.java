package dev.levee.sandbox.aws.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.wire.FormTree;
import dev.levee.sandbox.aws.wire.XmlTree;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;

/// EC2's newer operations: request and answer each as one XML, turned into JSON; `tag` numbers the elements of lists.
final class NestedStyle implements TrailStyle {

    private static final Set<String> NOT_SHOWN = Set.of("Action", "Version");

    @Override
    public ObjectNode requestParameters(TrailedCall call) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        call.message().form().children().forEach((name, value) -> {
            if (!NOT_SHOWN.contains(name)) {
                add(request, name, value);
            }
        });
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        return parameters.set(call.request().operation() + "Request", request);
    }

    @Override
    public ObjectNode responseElements(TrailedCall call) {
        Element root = XmlTree.parse(call.reply().body());
        ObjectNode elements = JsonNodeFactory.instance.objectNode();
        return elements.set(root.getTagName(), XmlJson.of(root));
    }

    private static void add(ObjectNode object, String name, FormTree value) {
        if (!value.isList()) {
            XmlJson.add(object, name, node(value));
            return;
        }
        List<FormTree> elements = value.elements();
        for (int i = 0; i < elements.size(); i++) {
            JsonNode element = node(elements.get(i));
            ObjectNode tagged = element instanceof ObjectNode members
                    ? members
                    : JsonNodeFactory.instance.objectNode().set("content", element);
            XmlJson.add(object, name, tagged.put("tag", i + 1));
        }
    }

    private static JsonNode node(FormTree value) {
        if (value.children().isEmpty()) {
            return XmlJson.scalar(value.value());
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        value.children().forEach((name, child) -> add(object, name, child));
        return object;
    }
}
