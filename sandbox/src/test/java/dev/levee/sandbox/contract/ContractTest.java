package dev.levee.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.rulebook.Control;
import dev.levee.rulebook.Rulebook;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every control of the catalogue keeps its promises. One at a time: `-Dtest=ContractTest
/// -Dlevee.test.controls=aws-s3-`.
class ContractTest {

    private static final Contract CONTRACT = new Contract();

    @AfterAll
    static void stop() {
        CONTRACT.close();
    }

    static Stream<Arguments> controls() {
        return Rulebook.standard().controls().stream()
                .filter(control -> control.id().contains(System.getProperty("levee.test.controls", "")))
                .map(control -> Arguments.of(control.id(), control));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("controls")
    void keepsItsPromises(String id, Control control) {
        List<Proof> proofs = CONTRACT.prove(control);

        assertThat(proofs).as("%s has a trial", id).isNotEmpty();
        assertThat(proofs).filteredOn(proof -> !proof.kept()).isEmpty();
    }
}
