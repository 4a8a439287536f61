package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.Map;

/// EC2's own query protocol: no result wrapper, other errors.
final class Ec2Protocol implements Protocol {

    private static final Map<String, String> XML = Map.of("Content-Type", "text/xml;charset=UTF-8");
    private static final Map<String, String> NAMESPACE = Map.of("xmlns", "http://ec2.amazonaws.com/doc/2016-11-15/");

    private final ServiceModel model;

    Ec2Protocol(ServiceModel model) {
        this.model = model;
    }

    @Override
    public Decoded decode(HttpMessage message) {
        return QueryProtocol.decode(message, model, this);
    }

    @Override
    public Reply success(HttpMessage request, String operation, JsonNode response, String requestId) {
        XmlText xml = new XmlText();
        xml.open(operation + "Response", NAMESPACE);
        xml.element("requestId", requestId);
        model.shape(operation).ifPresent(shape -> XmlShapes.write(xml, shape.response(), response));
        xml.close(operation + "Response");
        return Reply.text(200, XML, xml.toString());
    }

    @Override
    public Reply failure(HttpMessage request, AwsFault fault, String requestId) {
        XmlText xml = new XmlText();
        xml.open("Response");
        xml.open("Errors");
        xml.open("Error");
        xml.element("Code", fault.code());
        xml.element("Message", fault.text());
        xml.close("Error");
        xml.close("Errors");
        xml.element("RequestID", requestId);
        xml.close("Response");
        return Reply.text(fault.status(), XML, xml.toString());
    }

    @Override
    public AwsFault refuse(Refusal refusal, String message) {
        return refusal.ofEc2(message);
    }
}
