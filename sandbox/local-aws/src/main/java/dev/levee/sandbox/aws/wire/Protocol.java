package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;

/// How one service's calls look on the wire.
public interface Protocol {

    /// What a client asked for.
    ///
    /// @param operation exact API name
    /// @param document the request by API member names
    record Decoded(String operation, ObjectNode document) {

        /// Without the document, which may hold a secret.
        @Override
        public String toString() {
            return operation;
        }
    }

    /// Reads a request.
    ///
    /// @throws AwsFault if it names no operation of this service, or cannot be read
    Decoded decode(HttpMessage message);

    /// Writes the answer to a call that went well.
    ///
    /// @param response by API member names; members the API does not have are left out
    Reply success(HttpMessage request, String operation, JsonNode response, String requestId);

    /// Writes the answer to a call that did not.
    Reply failure(HttpMessage request, AwsFault fault, String requestId);

    /// What this protocol's services call the reason for not even looking at a call.
    AwsFault refuse(Refusal refusal, String message);
}
