package dev.levee.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListedRuleTest {

    @Test
    void takesTheTextAfterANumberForTheNameOfTheRow() {
        assertThat(ListedRule.in(Map.of("cloudneeti", List.of("14", "LogFiles", "15", "16", "Exports"))))
                .containsExactly(
                        new ListedRule("cloudneeti", "14", Optional.of("LogFiles")),
                        new ListedRule("cloudneeti", "15", Optional.empty()),
                        new ListedRule("cloudneeti", "16", Optional.of("Exports")));
    }

    @Test
    void takesTheNameOfAFileForTheNameOfItsRow() {
        assertThat(ListedRule.in(Map.of("cloudsploit", List.of("plugins/aws/ec2/openSSH.js"))))
                .containsExactly(new ListedRule("cloudsploit", "plugins/aws/ec2/openSSH.js", Optional.of("openSSH")));
    }

    @Test
    void isNoLink() {
        assertThat(ListedRule.in(Map.of("links", List.of("https://example.org/1"))))
                .isEmpty();
    }

    @Test
    void readsAsTheListSaysIt() {
        assertThat(ListedRule.in(Map.of("netskope", List.of("1"))).getFirst()).hasToString("netskope 1");
        assertThat(ListedRule.in(Map.of("cloudneeti", List.of("14", "LogFiles")))
                        .getFirst())
                .hasToString("cloudneeti 14 LogFiles");
    }
}
