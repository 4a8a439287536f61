package dev.levee.evaluator.reading;

import dev.levee.schemas.Registry;
import dev.levee.schemas.Topic;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/// Reads a topic's values, and tells bytes nobody can read from a registry that does not answer: the former are put
/// aside for good, the latter must not cost a single record.
public final class AvroReader<V extends SpecificRecord> {

    private static final int NOT_FOUND = 404;

    private final Topic<V> topic;
    private final Deserializer<V> deserializer;

    public AvroReader(Topic<V> topic, Registry registry) {
        this.topic = topic;
        this.deserializer = topic.deserializer(registry);
    }

    /// Reads a value.
    ///
    /// @throws UnreadableException if the bytes are to blame
    /// @throws KafkaException if the registry is; the same bytes may be readable later
    public V read(byte @Nullable [] bytes) throws UnreadableException {
        if (bytes == null) {
            throw new UnreadableException("there is no value");
        }
        try {
            return deserializer.deserialize(topic.name(), bytes);
        } catch (RuntimeException e) {
            if (bytesAreToBlame(e)) {
                throw new UnreadableException(
                        "not a %s: %s".formatted(topic.type().getSimpleName(), reason(e)));
            }
            throw e;
        }
    }

    private static boolean bytesAreToBlame(RuntimeException e) {
        return switch (e) {
            case SerializationException _ ->
                switch (e.getCause()) {
                    case RestClientException answer -> answer.getStatus() == NOT_FOUND;
                    case EOFException _, InvalidNumberEncodingException _ -> true;
                    case IOException _ -> false;
                    case null, default -> true;
                };
            case KafkaException _ -> false;
            default -> true;
        };
    }

    private static String reason(RuntimeException e) {
        return e.getMessage() == null || e.getCause() == null ? e.toString() : e.getMessage() + ": " + e.getCause();
    }
}
