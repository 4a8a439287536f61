package dev.levee.executor.api.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Why a request was not carried out, and what to do about it: RFC 9457, with `mend` besides.
///
/// @param detail one sentence; never holds what the request held
/// @param mend what the caller may do
/// @param headers of the answer
public record Problem(Status status, String detail, String mend, Map<String, String> headers) {

    public static final String TYPE = "application/problem+json";

    public Problem {
        headers = Map.copyOf(headers);
    }

    public static Problem of(Status status, String detail, String mend) {
        return new Problem(status, detail, mend, Map.of());
    }

    /// To leave a handler with.
    public ProblemException exception() {
        return new ProblemException(this);
    }

    public byte[] json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "about:blank");
        json.put("title", status.reasonPhrase());
        json.put("status", status.code());
        json.put("detail", detail);
        json.put("mend", mend);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Ends a request with its problem.
    public static final class ProblemException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        private ProblemException(Problem problem) {
            super(problem.detail(), null, false, false);
            this.problem = problem;
        }

        public Problem problem() {
            return problem;
        }
    }
}
