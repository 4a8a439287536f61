package dev.levee.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example of every control holds.
class ControlExamplesTest {

    static Stream<Arguments> examples() {
        return Rulebook.standard().controls().stream()
                .flatMap(control -> control.tryExamples().stream()
                        .map(result -> Arguments.of(control.id(), result.name(), result)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("examples")
    void holds(String id, String name, ExampleResult result) {
        assertThat(result.failures()).isEmpty();
    }
}
