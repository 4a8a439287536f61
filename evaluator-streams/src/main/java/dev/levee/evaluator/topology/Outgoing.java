package dev.levee.evaluator.topology;

import dev.levee.evaluator.decision.Change;
import dev.levee.evaluator.decision.Decision;
import dev.levee.evaluator.decision.DecisionAudit;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Command;
import dev.levee.schemas.RecordHeaders;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/// The records a decision leads to. Nothing of the event's own record stays: key, time and headers are theirs.
final class Outgoing {

    private Outgoing() {}

    static Optional<Record<String, Command>> command(Record<byte[], Decision> decision) {
        if (decision.value() instanceof Decision.Ordered ordered) {
            Command command = ordered.command();
            Headers headers = headers(ordered.event(), Optional.of(command.getId()));
            long time = command.getCreatedAt().toEpochMilli();
            return Optional.of(new Record<>(command.getResource(), command, time, headers));
        }
        return Optional.empty();
    }

    /// Keyed by the account where no resource is known.
    static Optional<Record<String, AuditEvent>> audit(Record<byte[], Decision> decision, Instant now) {
        AuditEvent audit = DecisionAudit.of(decision.value(), now);
        String key = audit.getResource().isEmpty() ? audit.getAccount() : audit.getResource();
        Headers headers = headers(decision.value().event(), audit.getCommand());
        return Optional.of(new Record<>(key, audit, now.toEpochMilli(), headers));
    }

    private static Headers headers(CloudEvent event, Optional<String> command) {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        RecordHeaders.put(headers, RecordHeaders.ACTION, Change.action(event));
        command.ifPresent(id -> RecordHeaders.put(headers, RecordHeaders.COMMAND_ID, id));
        return headers;
    }
}
