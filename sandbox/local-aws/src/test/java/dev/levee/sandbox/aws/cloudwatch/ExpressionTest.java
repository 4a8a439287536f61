package dev.levee.sandbox.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final Map<String, Double> VALUES = Map.of("calls", 3.0, "errors", 1.0, "none", 0.0);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "calls - errors | 2",
                "calls - errors - errors | 1",
                "1 + calls * 2 | 7",
                "(1 + calls) * 2 | 8",
                "errors / calls * 100 | 33.333",
                "calls-FILL(absent, 0) | 3",
                "FILL(calls, 0) - FILL(absent, 0.5) | 2.5"
            })
    void computes(String expression, double value) {
        assertThat(Expression.parse(expression).of(VALUES).orElseThrow()).isCloseTo(value, within(0.001));
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "calls - absent", "calls / none"})
    void saysNothingOfWhatIsMissing(String expression) {
        assertThat(Expression.parse(expression).of(VALUES)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "calls -", "calls errors", "(calls", "IF(calls > 1, 1, 0)", "SUM(METRICS())", "calls ?"})
    void refusesWhatItDoesNotKnow(String expression) {
        assertThatIllegalArgumentException().isThrownBy(() -> Expression.parse(expression));
    }
}
