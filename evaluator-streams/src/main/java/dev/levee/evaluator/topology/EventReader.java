package dev.levee.evaluator.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.evaluator.decision.Change;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import org.jspecify.annotations.Nullable;

/// Makes changes of the bytes on the events topic.
final class EventReader {

    private final AvroReader<CloudEvent> avro;
    private final ObjectMapper json = new ObjectMapper();

    EventReader(Registry registry) {
        avro = new AvroReader<>(Topics.EVENTS, registry);
    }

    /// @throws org.apache.kafka.common.KafkaException if the registry does not answer
    Received read(byte @Nullable [] bytes) {
        try {
            CloudEvent event = avro.read(bytes);
            return new Received.Readable(new Change(event, json.readTree(event.getRecord())));
        } catch (UnreadableException e) {
            return new Received.Unreadable(bytes, e.why());
        } catch (JsonProcessingException e) {
            return new Received.Unreadable(bytes, "the event's record is not JSON: " + e.getOriginalMessage());
        }
    }
}
