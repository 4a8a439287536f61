package dev.levee.sandbox.aws.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message on its way through a queue. What changes is guarded by the lock of the queue that holds it.
final class Message {

    final String id = UUID.randomUUID().toString();
    final String body;
    final JsonNode attributes;
    final String senderId;
    final Instant sent;

    Instant visibleFrom;
    int received;

    @Nullable
    Instant firstReceived;

    @Nullable
    String deadLetterSource;

    Message(String body, JsonNode attributes, String senderId, Instant sent, Instant visibleFrom) {
        this.body = body;
        this.attributes = attributes;
        this.senderId = senderId;
        this.sent = sent;
        this.visibleFrom = visibleFrom;
    }
}
