package dev.levee.executor.api.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.executor.api.http.Problem;
import dev.levee.executor.session.CodeSource;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/// What a person sends to have a finding fixed: `{"code": "123456", "inputs": {…}}`, the inputs optional. The code is
/// never a String, and no buffer that it went through is kept.
record RemediationRequest(CodeSource.Typed code, ObjectNode inputs) {

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    /// @throws Problem.ProblemException which repeats nothing of the body
    static RemediationRequest parse(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            return read(parser).orElseThrow(RemediationRequest::unusable);
        } catch (IOException e) {
            throw unusable();
        }
    }

    private static Optional<RemediationRequest> read(JsonParser parser) throws IOException {
        Optional<CodeSource.Typed> code = Optional.empty();
        ObjectNode inputs = JSON.createObjectNode();
        boolean read = false;
        try {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("code") && value == JsonToken.VALUE_STRING) {
                    code = Optional.of(typed(parser));
                } else if (name.equals("inputs") && value == JsonToken.START_OBJECT) {
                    inputs = JSON.readTree(parser);
                } else {
                    return Optional.empty();
                }
            }
            read = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } finally {
            if (!read) {
                code.ifPresent(CodeSource.Typed::wipe);
            }
        }
        ObjectNode given = inputs;
        return read ? code.map(digits -> new RemediationRequest(digits, given)) : Optional.empty();
    }

    private static CodeSource.Typed typed(JsonParser parser) throws IOException {
        char[] buffer = parser.getTextCharacters();
        int from = parser.getTextOffset();
        int to = from + parser.getTextLength();
        char[] digits = Arrays.copyOfRange(buffer, from, to);
        Arrays.fill(buffer, from, to, '\0');
        try {
            return new CodeSource.Typed(digits);
        } catch (IllegalArgumentException e) {
            throw Problem.of(
                            Status.BAD_REQUEST_400,
                            "a code has 6 to 16 digits",
                            "read the newest one in the trust policy of the account's role levee-remediator")
                    .exception();
        }
    }

    private static Problem.ProblemException unusable() {
        return Problem.of(
                        Status.BAD_REQUEST_400,
                        "the body is not what is expected",
                        "send {\"code\": \"its digits\", \"inputs\": {…}}; inputs may be left out")
                .exception();
    }
}
