package dev.levee.executor.api.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.executor.api.http.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemediationRequestTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\": \"918273\"}",
                "{\"inputs\": {}, \"code\": \"918273\"}",
                "{\"code\": \"9182730918273091\"}",
                "  {\"code\" : \"9\\u00318273\"}\n"
            })
    void isACode(String body) {
        RemediationRequest request = RemediationRequest.parse(body.getBytes(UTF_8));

        assertThat(request.inputs()).isEmpty();
        assertThat(request.toString()).doesNotContain("918273");
    }

    @Test
    void mayHaveInputs() {
        RemediationRequest request = RemediationRequest.parse("""
                {"code": "918273", "inputs": {"allowedCidrs": ["10.0.0.0/8"], "n": 1}}""".getBytes(UTF_8));

        assertThat(request.inputs().at("/allowedCidrs/0").asText()).isEqualTo("10.0.0.0/8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "918273",
                "[\"918273\"]",
                "{}",
                "{\"code\": 918273}",
                "{\"code\": \"91827\"}",
                "{\"code\": \"91827391827391827\"}",
                "{\"code\": \"91827x\"}",
                "{\"code\": \"٩١٨٢٧٣\"}",
                "{\"code\": \"918273\"",
                "{\"code\": \"918273\"} x",
                "{\"code\": \"918273\", \"code\": \"918273\"}",
                "{\"code\": \"918273\", \"918273\": 1}",
                "{\"code\": \"918273\", \"inputs\": [918273]}",
                "{\"code\": \"918273\", \"inputs\": {\"a\": 918273 918273}}"
            })
    void isRefusedInAnyOtherFormWithoutBeingRepeated(String body) {
        assertThatThrownBy(() -> RemediationRequest.parse(body.getBytes(UTF_8)))
                .isInstanceOf(Problem.ProblemException.class)
                .hasNoCause()
                .extracting(Throwable::toString)
                .asString()
                .doesNotContain("91827");
    }
}
