package dev.levee.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObstaclesPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "obstacles.md");

    @Test
    void saysWhatCanKeepLeveeOutAndWhatToDo() throws IOException {
        if ("write".equals(System.getProperty("levee.docs"))) {
            Files.writeString(PAGE, render());
        }

        assertThat(PAGE).as("run with -Dlevee.docs=write to write it anew").hasContent(render());
    }

    private static String render() {
        return """
                # What can keep Levee out of an account

                <!-- Made of Obstacle.java by ObstaclesPageTest; -Dlevee.docs=write writes it anew. -->

                A fix that fails for one of these reasons ends as FAILED, or as REFUSED where a person's code was not accepted, with
                the reason as `obstacle` in the details of its audit events; `levee account verify` says the same. Those that may
                pass by themselves are tried again for a while (`LEVEE_EXECUTOR_TRIES`). An account that keeps Levee out three times
                in a row is left alone for `LEVEE_EXECUTOR_LONGEST_WAIT` before the next attempt; its commands wait meanwhile. The
                metrics are `levee_executor_account_blocked_total` (by account and obstacle) and `levee_executor_account_held`.

                Where somebody changed by hand what the stack made, deploying the same template mends nothing:
                [renew the trust](../how-to/onboard-accounts.md#renew-the-trust).

                | obstacle | what was found | what to do | tried again |
                |---|---|---|---|
                %s
                """.formatted(
                        Stream.of(Obstacle.values()).map(ObstaclesPageTest::row).collect(Collectors.joining("\n")));
    }

    private static String row(Obstacle obstacle) {
        String sentence = obstacle.sentence("…");
        return "| `%s` | %s | %s | %s |"
                .formatted(obstacle.id(), sentence, obstacle.mend(), obstacle.mayPass() ? "yes" : "");
    }
}
