package dev.levee.executor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.executor.journal.Decoder;
import dev.levee.rulebook.policy.CommandId;
import dev.levee.schemas.Command;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// What a record of the commands turned out to be.
sealed interface Received {

    record Usable(Command command) implements Received {}

    record Unusable(String why) implements Received {}

    /// Checks what order and identity rest on: the key, which is the lane, and the id, which tells repetitions. Whether
    /// the command is allowed is another question.
    static Received of(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, Decoder<Command> decoder) {
        if (record.key() == null || record.value() == null) {
            return new Unusable("a command needs a key and a value");
        }
        Command command;
        try {
            command = decoder.decode(record.value());
        } catch (Decoder.UndecodableException e) {
            return new Unusable(String.valueOf(e.getMessage()));
        }
        if (!new String(record.key(), UTF_8).equals(command.getResource())) {
            return new Unusable("the key is not the command's resource");
        }
        String id = CommandId.of(
                command.getCause().getEventId(),
                command.getPolicy(),
                command.getPolicyRevision(),
                command.getControl(),
                command.getResource());
        return id.equals(command.getId())
                ? new Usable(command)
                : new Unusable("the id is not the one that follows from the command's cause, policy and resource");
    }
}
