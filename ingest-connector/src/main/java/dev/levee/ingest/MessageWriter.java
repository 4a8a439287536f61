package dev.levee.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.ingest.decode.Decoder;
import dev.levee.ingest.decode.Input;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// Writes everything in a message to a destination.
record MessageWriter(String source, Decoder decoder, Destination destination) {

    private static final Logger log = LoggerFactory.getLogger(MessageWriter.class);

    /// Returns at once. Completes with true once the message may be deleted; never exceptionally.
    CompletableFuture<Boolean> write(Message message) {
        return CompletableFuture.supplyAsync(() -> writeRecords(message), Thread::startVirtualThread)
                .thenCompose(Function.identity())
                .exceptionally(failure -> {
                    log.atError()
                            .setCause(failure)
                            .addKeyValue("source", source)
                            .log("message not written");
                    return false;
                });
    }

    /// May wait for room in the producer's buffer.
    private CompletableFuture<Boolean> writeRecords(Message message) {
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
