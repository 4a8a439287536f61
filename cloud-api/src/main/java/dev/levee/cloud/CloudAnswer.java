package dev.levee.cloud;

import com.fasterxml.jackson.databind.JsonNode;

/// What the cloud said to one call.
public sealed interface CloudAnswer {

    /// The cloud's own id of the request; empty when none was received.
    String requestId();

    /// It was done.
    ///
    /// @param document the response by the API's own member names
    record Success(JsonNode document, String requestId) implements CloudAnswer {

        /// Without the document, which may hold what nobody should read.
        @Override
        public String toString() {
            return "Success[requestId=%s]".formatted(requestId);
        }
    }

    /// It was not done, as far as one can know.
    ///
    /// @param code the API's error code, e.g. `NoSuchEntity`; the kind's name when there was no answer
    /// @param message the cloud's words: may quote the request, so not for logs
    /// @param status HTTP status, 0 when there was no answer
    record Failure(FailureKind kind, String code, String message, int status, String requestId) implements CloudAnswer {

        @Override
        public String toString() {
            return "Failure[kind=%s, code=%s, status=%d, requestId=%s]".formatted(kind, code, status, requestId);
        }
    }
}
