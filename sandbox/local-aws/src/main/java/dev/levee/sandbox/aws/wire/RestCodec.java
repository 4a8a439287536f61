package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/// Requests and answers of the protocols that spread them over path, query, headers and body.
final class RestCodec {

    private final ServiceModel model;
    private final RestRoutes routes;
    private final RestBody body;

    RestCodec(ServiceModel model, PathStyle paths, RestBody body) {
        this.model = model;
        this.routes = new RestRoutes(model.shapes(), paths);
        this.body = body;
    }

    /// Reads a request; empty if it names no operation.
    ///
    /// @throws IllegalArgumentException if it cannot be read
    Optional<Protocol.Decoded> decode(HttpMessage message) {
        return routes.find(message)
                .map(found -> new Protocol.Decoded(
                        found.shape().name(),
                        new RestRequests(message, found.variables(), body).document(found.shape())));
    }

    /// @param headers what every answer of the service has
    Reply reply(HttpMessage request, String operation, JsonNode response, Map<String, String> headers) {
        ServiceModel.Shape shape = model.shape(operation).orElseThrow();
        return RestResponses.reply(request, shape, response, headers, body);
    }
}
