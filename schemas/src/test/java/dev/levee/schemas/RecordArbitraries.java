package dev.levee.schemas;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Any records a schema allows.
final class RecordArbitraries {

    private RecordArbitraries() {}

    static <V extends SpecificRecord> Arbitrary<V> of(Topic<V> topic) {
        return record(topic.schema()).map(topic.type()::cast);
    }

    private static Arbitrary<Object> record(Schema schema) {
        List<Arbitrary<Object>> fields = schema.getFields().stream()
                .map(Field::schema)
                .map(RecordArbitraries::any)
                .toList();
        return Combinators.combine(fields).as(values -> {
            SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
            for (int i = 0; i < values.size(); i++) {
                record.put(i, values.get(i));
            }
            return record;
        });
    }

    private static Arbitrary<Object> any(Schema schema) {
        @Nullable LogicalType logical = schema.getLogicalType();
        if (logical != null) {
            return switch (logical.getName()) {
                case "timestamp-millis" ->
                    Arbitraries.longs().between(0, 4_102_444_800_000L).map(Instant::ofEpochMilli);
                case "date" -> Arbitraries.longs().between(0, 50_000).map(LocalDate::ofEpochDay);
                default -> throw new IllegalArgumentException("no values for " + logical.getName());
            };
        }
        return switch (schema.getType()) {
            case STRING -> text().map(text -> text);
            case BOOLEAN -> Arbitraries.of(true, false);
            case INT -> Arbitraries.integers().map(number -> number);
            case ENUM ->
                Arbitraries.of(schema.getEnumSymbols())
                        .map(symbol -> SpecificData.get().createEnum(symbol, schema));
            case ARRAY -> any(schema.getElementType()).list().ofMaxSize(3).map(list -> list);
            case MAP ->
                Arbitraries.maps(text(), any(schema.getValueType()))
                        .ofMaxSize(3)
                        .map(map -> map);
            case UNION -> any(schema.getTypes().getLast()).injectNull(0.3);
            case RECORD -> record(schema);
            default -> throw new IllegalArgumentException("no values for " + schema);
        };
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings().ascii().withChars("äß漢\"\\\n").ofMaxLength(40);
    }
}
