package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/// Bodies in XML.
final class XmlBody implements RestBody {

    private final Map<String, String> namespace;

    XmlBody(String namespace) {
        this.namespace = Map.of("xmlns", namespace);
    }

    @Override
    public String contentType() {
        return "application/xml";
    }

    @Override
    public ObjectNode read(SdkPojo shape, byte[] body) {
        return XmlRequests.object(shape, XmlTree.parse(body));
    }

    @Override
    public byte[] write(ServiceModel.Shape shape, JsonNode response) {
        return write(shape.name() + "Result", shape.response(), response);
    }

    @Override
    public byte[] write(SdkField<?> payload, JsonNode value) {
        return write(payload.unmarshallLocationName(), payload.constructor().get(), value);
    }

    private byte[] write(String root, SdkPojo shape, JsonNode document) {
        XmlText xml = new XmlText();
        xml.open(root, namespace);
        XmlShapes.write(xml, shape, document);
        xml.close(root);
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }
}
