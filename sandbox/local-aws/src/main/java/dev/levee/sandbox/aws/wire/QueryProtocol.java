package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.Map;

/// The query protocol: a form comes in, XML goes out. IAM, STS and RDS speak it.
final class QueryProtocol implements Protocol {

    private static final Map<String, String> XML = Map.of("Content-Type", "text/xml");

    private final String service;
    private final ServiceModel model;

    QueryProtocol(String service, ServiceModel model) {
        this.service = service;
        this.model = model;
    }

    @Override
    public Decoded decode(HttpMessage message) {
        return decode(message, model, this);
    }

    static Decoded decode(HttpMessage message, ServiceModel model, Protocol protocol) {
        FormTree form = message.form();
        FormTree action = form.children().get("Action");
        String operation = action == null ? "" : action.value();
        ServiceModel.Shape shape = model.shape(operation)
                .orElseThrow(() ->
                        protocol.refuse(Refusal.UNKNOWN_OPERATION, "Could not find operation %s".formatted(operation)));
        try {
            return new Decoded(operation, QueryRequests.object(shape.request(), form));
        } catch (IllegalArgumentException e) {
            throw protocol.refuse(Refusal.MALFORMED, "The request cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Reply success(HttpMessage request, String operation, JsonNode response, String requestId) {
        XmlText xml = new XmlText();
        xml.open(operation + "Response", Map.of("xmlns", namespace(request)));
        xml.open(operation + "Result");
        model.shape(operation).ifPresent(shape -> XmlShapes.write(xml, shape.response(), response));
        xml.close(operation + "Result");
        xml.open("ResponseMetadata");
        xml.element("RequestId", requestId);
        xml.close("ResponseMetadata");
        xml.close(operation + "Response");
        return Reply.text(200, XML, xml.toString());
    }

    @Override
    public Reply failure(HttpMessage request, AwsFault fault, String requestId) {
        return failure(namespace(request), fault, requestId);
    }

    static Reply failure(String namespace, AwsFault fault, String requestId) {
        XmlText xml = new XmlText();
        xml.open("ErrorResponse", Map.of("xmlns", namespace));
        xml.open("Error");
        xml.element("Type", fault.status() < 500 ? "Sender" : "Receiver");
        xml.element("Code", fault.code());
        xml.element("Message", fault.text());
        xml.close("Error");
        xml.element("RequestId", requestId);
        xml.close("ErrorResponse");
        return Reply.text(fault.status(), XML, xml.toString());
    }

    @Override
    public AwsFault refuse(Refusal refusal, String message) {
        return refusal.ofQuery(message);
    }

    private String namespace(HttpMessage request) {
        FormTree version = request.form().children().get("Version");
        return "https://%s.amazonaws.com/doc/%s/".formatted(service, version == null ? "" : version.value());
    }
}
