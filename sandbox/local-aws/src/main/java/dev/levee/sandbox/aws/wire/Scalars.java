package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.traits.TimestampFormatTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;
import software.amazon.awssdk.utils.DateUtils;

/// Single values as text on the wire and as nodes in a document.
final class Scalars {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Scalars() {}

    /// @param times how this place writes timestamps, unless the field says otherwise
    /// @throws IllegalArgumentException if the text is no such value
    static JsonNode node(SdkField<?> field, String text, Format times) {
        return switch (field.marshallingType().getKnownType()) {
            case BOOLEAN -> NODES.booleanNode(Boolean.parseBoolean(text));
            case INTEGER -> NODES.numberNode(Integer.parseInt(text));
            case LONG -> NODES.numberNode(Long.parseLong(text));
            case FLOAT -> NODES.numberNode(Float.parseFloat(text));
            case DOUBLE -> NODES.numberNode(Double.parseDouble(text));
            case INSTANT -> NODES.textNode(instant(text, format(field, times)).toString());
            default -> NODES.textNode(text);
        };
    }

    static String text(SdkField<?> field, JsonNode value, Format times) {
        return switch (field.marshallingType().getKnownType()) {
            case INSTANT -> text(Instant.parse(value.asText()).truncatedTo(ChronoUnit.MILLIS), format(field, times));
            default -> value.asText();
        };
    }

    static Format format(SdkField<?> field, Format usual) {
        return field.getOptionalTrait(TimestampFormatTrait.class)
                .map(TimestampFormatTrait::format)
                .orElse(usual);
    }

    private static Instant instant(String text, Format format) {
        try {
            return switch (format) {
                case ISO_8601 -> DateUtils.parseIso8601Date(text);
                case RFC_822 -> DateUtils.parseRfc822Date(text);
                case UNIX_TIMESTAMP -> DateUtils.parseUnixTimestampInstant(text);
                case UNIX_TIMESTAMP_MILLIS -> DateUtils.parseUnixTimestampMillisInstant(text);
                default -> throw new IllegalArgumentException("unknown timestamp format " + format);
            };
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a timestamp", e);
        }
    }

    private static String text(Instant instant, Format format) {
        return switch (format) {
            case ISO_8601 -> DateUtils.formatIso8601Date(instant);
            case RFC_822 -> DateUtils.formatRfc822Date(instant);
            case UNIX_TIMESTAMP -> DateUtils.formatUnixTimestampInstant(instant);
            case UNIX_TIMESTAMP_MILLIS -> String.valueOf(instant.toEpochMilli());
            default -> throw new IllegalArgumentException("unknown timestamp format " + format);
        };
    }
}
