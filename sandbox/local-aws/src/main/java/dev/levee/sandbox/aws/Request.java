package dev.levee.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// One authorised API call.
///
/// @param service the SDK's name of it, which is mostly the one it was signed for
/// @param operation exact API name
/// @param account the caller's account, which is the one acted in
/// @param document the request by API member names: timestamps ISO-8601, blobs Base64, a streamed body as `Body`
/// @param time now, by the local cloud's clock
/// @param endpoint where the local cloud is reached, e.g. `http://localhost:4566`; queue URLs start with it
public record Request(
        String service,
        String operation,
        Caller caller,
        String account,
        String region,
        JsonNode document,
        Instant time,
        String endpoint) {

    /// `service:Operation`.
    public String name() {
        return service + ":" + operation;
    }

    /// A text member of the request.
    ///
    /// @throws AwsFault as AWS does when a required member is missing
    public String required(String member) {
        JsonNode value = document.path(member);
        if (value.isMissingNode() || value.isNull()) {
            throw new AwsFault("MissingParameter", 400, "The request must contain the parameter %s".formatted(member));
        }
        return value.asText();
    }

    /// The same caller's request with another document.
    public Request with(JsonNode other) {
        return new Request(service, operation, caller, account, region, other, time, endpoint);
    }

    /// Without the document, which may hold a secret.
    @Override
    public String toString() {
        return "%s by %s in %s".formatted(name(), caller.arn(), region);
    }
}
