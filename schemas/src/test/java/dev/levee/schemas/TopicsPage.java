package dev.levee.schemas;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.Schema.Type;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/// docs/reference/topics.md, made of [Topics] and of the doc comments of the schemas.
final class TopicsPage {

    private final StringBuilder page = new StringBuilder();

    private TopicsPage() {}

    static String render() {
        TopicsPage page = new TopicsPage();
        page.topics();
        page.headers();
        page.records();
        page.evolution();
        return page.page.toString();
    }

    private void topics() {
        page.append("""
                # Topics

                <!-- Made of Topics.java and the .avdl files by TopicsPageTest; -Dlevee.docs=write writes it anew. -->

                Keys are strings. Values are Avro in Confluent's wire format, under the subject `<topic>-value` of the
                schema registry. Partitions are what a topic is created with; choose otherwise before the first start,
                and alike for `levee.commands` and `levee.executions`.

                | Topic | Key | Value | Partitions | Kept | Purpose |
                |---|---|---|---|---|---|
                """);
        for (Topic<?> topic : Topics.all()) {
            row(
                    code(topic.name()),
                    topic.key(),
                    link(topic.schema()),
                    Integer.toString(topic.partitions()),
                    topic.retention().map(TopicsPage::days).orElse("the last of each key"),
                    topic.purpose());
        }
        NewTopic letters = Topics.toCreate(Integer.MAX_VALUE, Optional.empty()).getLast();
        row(
                code(letters.name()),
                "as received",
                "the bytes as received",
                Integer.toString(letters.numPartitions()),
                days(Duration.ofMillis(Long.parseLong(letters.configs().get(TopicConfig.RETENTION_MS_CONFIG)))),
                "What no service could use, with [headers](#headers) saying why.");
    }

    private void headers() {
        page.append("""

                ## Headers

                | Header | On | Meaning |
                |---|---|---|
                """);
        row(
                code(RecordHeaders.ACTION),
                "events, commands",
                "`service:action` of the event; on a command, of its cause.");
        row(code(RecordHeaders.COMMAND_ID), "what belongs to a command", "The command's id.");
        row(code(DeadLetters.SERVICE), "dead letters", "The service that gave up.");
        row(code(DeadLetters.TOPIC), "dead letters", "The topic or source it came from.");
        row(code(DeadLetters.PARTITION), "dead letters", "The partition, if it was a record.");
        row(code(DeadLetters.OFFSET), "dead letters", "The offset, if it was a record.");
        row(code(DeadLetters.REASON), "dead letters", "What was wrong.");
    }

    private void records() {
        page.append("\n## Records\n");
        Set<Schema> named = new LinkedHashSet<>();
        Topics.all().forEach(topic -> collect(topic.schema(), named));
        for (Schema schema : named) {
            page.append("\n### ").append(schema.getName()).append("\n\n");
            Optional.ofNullable(schema.getDoc())
                    .ifPresent(doc -> page.append(line(doc)).append("\n\n"));
            if (schema.getType() == Type.ENUM) {
                page.append("One of `")
                        .append(String.join("`, `", schema.getEnumSymbols()))
                        .append("`.\n");
            } else {
                page.append("| Field | Type | Meaning |\n|---|---|---|\n");
                schema.getFields()
                        .forEach(field -> row(
                                code(field.name()),
                                typeOf(field.schema()),
                                Optional.ofNullable(field.doc())
                                        .map(TopicsPage::line)
                                        .orElse("")));
            }
        }
    }

    private void evolution() {
        page.append("""

                ## Changing a record

                A new schema must read what the last release wrote: a new field has a default, nothing is renamed,
                retyped or narrowed. `SchemaCompatibilityTest` holds every schema against `schemas/released`; a release
                writes these anew:

                ```
                ./mvnw -pl schemas -am test -Dtest=SchemaCompatibilityTest -Dsurefire.failIfNoSpecifiedTests=false \\
                    -Dlevee.release=true
                ```
                """);
    }

    private void row(String... cells) {
        page.append("| ").append(String.join(" | ", cells).replace("\n", " ")).append(" |\n");
    }

    /// Records first, then what they are made of, in the order of their mention.
    private static void collect(Schema schema, Set<Schema> named) {
        switch (schema.getType()) {
            case RECORD -> {
                if (named.add(schema)) {
                    schema.getFields().stream().map(Field::schema).forEach(field -> collect(field, named));
                }
            }
            case ENUM -> named.add(schema);
            case ARRAY -> collect(schema.getElementType(), named);
            case MAP -> collect(schema.getValueType(), named);
            case UNION -> schema.getTypes().forEach(type -> collect(type, named));
            default -> {}
        }
    }

    private static String typeOf(Schema schema) {
        if (schema.getLogicalType() != null) {
            return schema.getLogicalType().getName().replace("timestamp-millis", "timestamp");
        }
        return switch (schema.getType()) {
            case RECORD, ENUM -> link(schema);
            case ARRAY -> "list of " + typeOf(schema.getElementType());
            case MAP -> "map to " + typeOf(schema.getValueType());
            case UNION -> typeOf(schema.getTypes().getLast()) + ", optional";
            default -> schema.getType().getName();
        };
    }

    private static String link(Schema schema) {
        return "[%s](#%s)".formatted(schema.getName(), schema.getName().toLowerCase(Locale.ROOT));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String line(String doc) {
        return doc.replaceAll("\\s+", " ").strip();
    }

    private static String days(Duration kept) {
        return kept.toDays() + " days";
    }
}
