package dev.levee.sandbox.aws.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.wire.XmlTree;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

/// XML as the trail turns it into JSON, knowing nothing of its meaning: what looks like a number or a truth value
/// becomes one, and only what is repeated becomes a list.
final class XmlJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,17})?");

    private XmlJson() {}

    static JsonNode of(Element element) {
        NamedNodeMap attributes = element.getAttributes();
        List<Element> children = XmlTree.children(element);
        if (children.isEmpty() && attributes.getLength() == 0) {
            return scalar(element.getTextContent());
        }
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < attributes.getLength(); i++) {
            object.put(attributes.item(i).getNodeName(), attributes.item(i).getNodeValue());
        }
        if (children.isEmpty() && !element.getTextContent().isEmpty()) {
            object.set("content", scalar(element.getTextContent()));
        }
        children.forEach(child -> add(object, child.getTagName(), of(child)));
        return object;
    }

    /// Adds a value under a name that may be taken: then it becomes a list.
    static void add(ObjectNode object, String name, JsonNode value) {
        JsonNode present = object.get(name);
        if (present == null) {
            object.set(name, value);
        } else if (present instanceof ArrayNode list) {
            list.add(value);
        } else {
            object.putArray(name).add(present).add(value);
        }
    }

    static JsonNode scalar(String text) {
        if (text.equals("true") || text.equals("false")) {
            return NODES.booleanNode(Boolean.parseBoolean(text));
        }
        if (NUMBER.matcher(text).matches()) {
            return number(text);
        }
        return NODES.textNode(text);
    }

    private static JsonNode number(String text) {
        if (text.contains(".")) {
            return NODES.numberNode(new BigDecimal(text));
        }
        long value = Long.parseLong(text);
        return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }
}
