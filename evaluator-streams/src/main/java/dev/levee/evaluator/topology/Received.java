package dev.levee.evaluator.topology;

import dev.levee.evaluator.decision.Change;
import org.apache.kafka.clients.producer.ProducerRecord;

/// What a record of the events topic turned out to be.
sealed interface Received {

    record Event(Change change) implements Received {}

    record Unreadable(ProducerRecord<byte[], byte[]> deadLetter) implements Received {}
}
