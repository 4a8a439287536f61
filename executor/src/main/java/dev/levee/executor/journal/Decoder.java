package dev.levee.executor.journal;

import dev.levee.schemas.Registry;
import dev.levee.schemas.Topic;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/// Makes values of bytes, and tells a bad record from a registry that does not answer.
public final class Decoder<V extends SpecificRecord> {

    private static final int NOT_FOUND = 404;

    private final Topic<V> topic;
    private final Deserializer<V> deserializer;

    public Decoder(Topic<V> topic, Registry registry) {
        this.topic = topic;
        this.deserializer = topic.deserializer(registry);
    }

    /// @throws UndecodableException if these bytes will never be a value
    /// @throws RuntimeException if the registry could not be asked: nothing is known about the bytes
    public V decode(byte[] bytes) throws UndecodableException {
        V value;
        try {
            value = deserializer.deserialize(topic.name(), bytes);
        } catch (RuntimeException e) {
            if (Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
                    .anyMatch(Decoder::isOfTheRegistry)) {
                throw e;
            }
            throw new UndecodableException(e);
        }
        if (value == null) {
            throw new UndecodableException(new IllegalArgumentException("empty"));
        }
        return value;
    }

    private static boolean isOfTheRegistry(Throwable cause) {
        return cause instanceof RestClientException answer
                ? answer.getStatus() != NOT_FOUND
                : cause.getClass().getPackageName().equals("java.net")
                        || cause.getClass().getPackageName().equals("javax.net.ssl");
    }

    /// The bytes are no record of this topic.
    public static final class UndecodableException extends Exception {

        private static final long serialVersionUID = 1L;

        UndecodableException(Throwable cause) {
            super("not decodable: " + cause.getMessage(), cause);
        }
    }
}
