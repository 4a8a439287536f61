package dev.levee.rulebook.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandIdTest {

    @Test
    void isTheSameForTheSameDecision() {
        assertThat(CommandId.of("e", "p", "r", "c", "a"))
                .matches("[a-z2-7]{26}")
                .isEqualTo("qfyslvnzyjlaj7ribfog3skimd");
    }

    @Test
    void isAnotherForAnotherDecision() {
        assertThat(CommandId.of("e", "p", "r", "c", "a"))
                .isNotEqualTo(CommandId.of("e", "p", "r", "ca", ""))
                .isNotEqualTo(CommandId.of("ep", "", "r", "c", "a"));
    }
}
