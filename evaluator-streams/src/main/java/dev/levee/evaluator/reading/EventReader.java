package dev.levee.evaluator.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.evaluator.decision.Change;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import org.jspecify.annotations.Nullable;

/// Makes changes of the bytes on the events topic.
public final class EventReader {

    private final AvroReader<CloudEvent> avro;
    private final ObjectMapper json = new ObjectMapper();

    public EventReader(Registry registry) {
        avro = new AvroReader<>(Topics.EVENTS, registry);
    }

    /// Reads the event and its record.
    ///
    /// @throws UnreadableException if the bytes are to blame
    /// @throws org.apache.kafka.common.KafkaException if the registry is; the same bytes may be readable later
    public Change read(byte @Nullable [] bytes) throws UnreadableException {
        CloudEvent event = avro.read(bytes);
        try {
            return new Change(event, json.readTree(event.getRecord()));
        } catch (JsonProcessingException e) {
            throw new UnreadableException("the event's record is not JSON: " + e.getOriginalMessage());
        }
    }
}
