package dev.levee.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Snapshot;
import dev.levee.schemas.Topics;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/// Reads a record of either topic and tells it as OCSF.
final class Translator implements AutoCloseable {

    private static final int SCHEMA_NOT_FOUND = 40403;

    private final Deserializer<AuditEvent> audit;
    private final Deserializer<Snapshot> snapshots;

    Translator(Registry registry) {
        audit = Topics.AUDIT.deserializer(registry);
        snapshots = Topics.SNAPSHOTS.deserializer(registry);
    }

    /// @throws DeliveryException if the registry cannot be asked: that says nothing about the record
    Translation translate(ConsumerRecord<byte[], byte[]> received) throws DeliveryException {
        byte @Nullable [] value = received.value();
        if (value == null) {
            return new Translation.Unusable("has no value");
        }
        try {
            ObjectNode event = received.topic().equals(Topics.AUDIT.name())
                    ? RemediationActivity.of(audit.deserialize(received.topic(), value))
                    : ResourceInventory.of(snapshots.deserialize(received.topic(), value));
            return new Translation.Line(event.toString());
        } catch (JsonProcessingException e) {
            return new Translation.Unusable("state is no JSON: " + e.getOriginalMessage());
        } catch (KafkaException e) {
            if (registryIsToBlame(e)) {
                throw new DeliveryException("the schema registry does not answer: " + rootOf(e), e);
            }
            return new Translation.Unusable("is no record of this topic: " + rootOf(e));
        }
    }

    @Override
    public void close() {
        audit.close();
        snapshots.close();
    }

    /// Bytes that are no record end in a SerializationException too; only what surely is their fault is theirs.
    private static boolean registryIsToBlame(KafkaException problem) {
        if (!(problem instanceof SerializationException)) {
            return true;
        }
        for (@Nullable Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof RestClientException answer) {
                return answer.getErrorCode() != SCHEMA_NOT_FOUND;
            }
            if (cause instanceof IOException && !(cause instanceof EOFException)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String rootOf(KafkaException problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }
}
