package dev.levee.audit;

import dev.levee.schemas.DeadLetters;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings records to where they stay: usable ones to the folder, the others to the dead letters.
final class Delivery {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    private final Translator translator;
    private final AuditFolder folder;
    private final Producer<byte[], byte[]> producer;
    private final MeterRegistry meters;

    Delivery(Translator translator, AuditFolder folder, Producer<byte[], byte[]> producer, MeterRegistry meters) {
        this.translator = translator;
        this.folder = folder;
        this.producer = producer;
        this.meters = meters;
    }

    /// Returns once every record is on the disk or acknowledged as a dead letter.
    ///
    /// @throws DeliveryException if some may not be; delivering all of them again is right
    void deliver(Iterable<ConsumerRecord<byte[], byte[]>> records) throws DeliveryException, InterruptedException {
        Map<String, List<String>> lines = new HashMap<>();
        List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> received : records) {
            switch (translator.translate(received)) {
                case Translation.Line(String json) ->
                    lines.computeIfAbsent(received.topic(), _ -> new ArrayList<>())
                            .add(json);
                case Translation.Unusable(String reason) -> {
                    warn(received, reason);
                    letters.add(DeadLetters.of(AuditSink.NAME, received, reason));
                }
            }
        }
        for (var topic : lines.entrySet()) {
            write(topic.getKey(), topic.getValue());
        }
        send(letters);
    }

    private void write(String topic, List<String> lines) throws DeliveryException {
        try {
            folder.append(topic, lines);
        } catch (IOException e) {
            throw new DeliveryException("cannot write to %s: %s".formatted(folder, e.getMessage()), e);
        }
        meters.counter("levee.audit.written", "topic", topic).increment(lines.size());
    }

    private void send(List<ProducerRecord<byte[], byte[]>> letters) throws DeliveryException, InterruptedException {
        List<Future<RecordMetadata>> sent = letters.stream().map(producer::send).toList();
        producer.flush();
        try {
            for (Future<RecordMetadata> letter : sent) {
                letter.get();
            }
        } catch (ExecutionException e) {
            throw new DeliveryException("Kafka takes no dead letters: " + e.getMessage(), e);
        }
        meters.counter("levee.audit.dead.letters").increment(letters.size());
    }

    private static void warn(ConsumerRecord<byte[], byte[]> received, String reason) {
        log.atWarn()
                .addKeyValue("topic", received.topic())
                .addKeyValue("partition", received.partition())
                .addKeyValue("offset", received.offset())
                .addKeyValue("error", reason)
                .log("record sent to the dead letters");
    }
}
