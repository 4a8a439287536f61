package dev.levee.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.ingest.decode.Decoder;
import dev.levee.ingest.decode.Input;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// Writes everything in a message to a destination.
record MessageWriter(String source, Decoder decoder, Destination destination) {

    /// Completes with true once the message may be deleted; never exceptionally.
    CompletableFuture<Boolean> write(Message message) {
        List<CompletableFuture<Boolean>> records =
                decoder.decode(message.body().getBytes(UTF_8), new Input(source, sent(message))).stream()
                        .map(decoded -> destination.write(decoded, source))
                        .toList();
        return CompletableFuture.allOf(records.toArray(CompletableFuture[]::new))
                .thenApply(_ -> records.stream().allMatch(CompletableFuture::join));
    }

    private static Instant sent(Message message) {
        return Optional.ofNullable(message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP))
                .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)))
                .orElseGet(Instant::now);
    }
}
