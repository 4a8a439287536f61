package dev.levee.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Topics keep records for months: the schemas of today must read what the last release wrote. Its schemas stand in
/// `schemas/released`; a release writes them anew, with `-Dlevee.release=true`.
class SchemaCompatibilityTest {

    private static final Path RELEASED = Path.of("released");
    private static final String MEND = """
            %s no longer reads what the last release wrote. Give a new field a default; do not rename, retype or narrow \
            what is there. To change it after all, migrate the topic, delete %s, and write the schemas of the new release:
              mvn -pl schemas -am test -Dtest=SchemaCompatibilityTest -Dsurefire.failIfNoSpecifiedTests=false \
            -Dlevee.release=true""";

    @BeforeAll
    static void release() throws IOException {
        if (Boolean.getBoolean("levee.release")) {
            for (Topic<?> topic : Topics.all()) {
                if (Files.exists(fileOf(topic))) {
                    assertReadsTheLastRelease(topic);
                }
                Files.writeString(fileOf(topic), topic.schema().toString(true) + "\n");
            }
        }
    }

    static Stream<Topic<?>> topics() {
        return Topics.all().stream();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void readsWhatTheLastReleaseWrote(Topic<?> topic) throws IOException {
        assertReadsTheLastRelease(topic);
    }

    @Test
    void knowsTheReleasedSchemaOfEveryTopic() throws IOException {
        try (Stream<Path> files = Files.list(RELEASED)) {
            assertThat(files)
                    .containsExactlyInAnyOrderElementsOf(
                            topics().map(SchemaCompatibilityTest::fileOf).toList());
        }
    }

    @Test
    void noticesAFieldThatOldRecordsLack() {
        Schema released = SchemaBuilder.record("R").fields().requiredString("a").endRecord();
        Schema careless = SchemaBuilder.record("R")
                .fields()
                .requiredString("a")
                .requiredString("b")
                .endRecord();
        Schema careful = SchemaBuilder.record("R")
                .fields()
                .requiredString("a")
                .optionalString("b")
                .endRecord();

        assertThat(broken(careless, released))
                .singleElement()
                .asString()
                .startsWith("READER_FIELD_MISSING_DEFAULT_VALUE");
        assertThat(broken(careful, released)).isEmpty();
    }

    private static void assertReadsTheLastRelease(Topic<?> topic) throws IOException {
        Schema released = new SchemaParser().parse(fileOf(topic)).mainSchema();

        assertThat(broken(topic.schema(), released))
                .as(MEND, topic.type().getSimpleName(), fileOf(topic))
                .isEmpty();
    }

    private static List<String> broken(Schema current, Schema released) {
        return SchemaCompatibility.checkReaderWriterCompatibility(current, released)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(each -> "%s at %s: %s".formatted(each.getType(), each.getLocation(), each.getMessage()))
                .toList();
    }

    private static Path fileOf(Topic<?> topic) {
        return RELEASED.resolve(topic.type().getSimpleName() + ".avsc");
    }
}
