package dev.levee.executor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.levee.executor.InstancesForTests.Instance;
import dev.levee.executor.api.CallsForTests.Answer;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.Finding;
import dev.levee.schemas.OutcomeKind;
import dev.levee.schemas.Topic;
import dev.levee.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// Codes that are not the account's, and what becomes known of any.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WrongCodesTest {

    private static final String WRONG = "404142";

    private static InstancesForTests instances;
    private static Instance one;
    private static Instance other;

    @BeforeAll
    static void start(@TempDir Path log, @TempDir Path folder) throws Exception {
        instances = new InstancesForTests(log, folder);
        one = instances.start("one");
        other = instances.start("other");
        instances.awaitShares();
    }

    @AfterAll
    static void stop() {
        instances.close();
    }

    @Test
    @Order(1)
    void leaveNoTraceOfThemselvesOrOfTheRightOne() throws Exception {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level usual = root.getLevel();
        root.setLevel(Level.TRACE);
        logged.start();
        root.addAppender(logged);
        Finding finding = instances.found(other::owns);
        List<Answer> answers = new ArrayList<>();

        answers.add(instances.fix(one, finding, WRONG));
        answers.add(instances.fix(other, finding, WRONG + "\\", instances.oncall()));
        answers.add(instances.fix(one, finding, InstancesForTests.CODE));
        root.detachAppender(logged);
        root.setLevel(usual);

        assertThat(answers).extracting(Answer::status).containsExactly(422, 400, 200);
        Stream<String> written = Stream.concat(Topics.all().stream().map(Topic::name), Stream.of(Topics.DEAD_LETTERS))
                .flatMap(topic -> instances.topics.raw(topic).stream())
                .filter(record -> record.value() != null)
                .map(record -> new String(record.value(), StandardCharsets.ISO_8859_1));
        Stream<String> said = logged.list.stream()
                .map(event -> event.getFormattedMessage() + event.getKeyValuePairs() + event.getThrowableProxy());
        Stream<String> answered = answers.stream().map(Answer::toString);
        assertThat(Stream.of(written, said, answered).flatMap(texts -> texts))
                .hasSizeGreaterThan(100)
                .noneMatch(text -> text.contains(WRONG) || text.contains(InstancesForTests.CODE));
    }

    @Test
    @Order(2)
    void areRefusedAndAfterFiveOfThemTheRightOneToo() throws Exception {
        Finding finding = instances.found(one::owns);
        List<Answer> answers = new ArrayList<>();

        for (int n = 0; n < 5; n++) {
            answers.add(instances.fix(other, finding, "00000" + n));
        }
        Answer late = instances.fix(other, finding, InstancesForTests.CODE);

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body().path("detail").asText()).contains("does not accept this code");
            assertThat(answer.body().path("mend").asText()).contains("newest code");
            assertThat(instances.trailOf(commandOf(answer)))
                    .last()
                    .extracting(AuditEvent::getOutcome)
                    .isEqualTo(Optional.of(OutcomeKind.REFUSED));
        });
        assertThat(late.status()).isEqualTo(429);
        assertThat(late.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 300L);
        assertThat(instances.isFixed(finding)).isFalse();
    }

    private static String commandOf(Answer answer) {
        return answer.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
    }
}
