package dev.levee.evaluator.decision;

import dev.levee.rulebook.Resource;
import dev.levee.rulebook.policy.CommandId;
import dev.levee.rulebook.policy.CompiledPolicy;
import dev.levee.schemas.Cause;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Command;
import dev.levee.schemas.Intent;
import java.time.Instant;
import java.util.Optional;

/// What one decision is about: a change, one control of one policy, and one resource.
record Matter(Change change, Rule rule, Resource resource) {

    boolean conditionHolds() {
        return rule.policy().when(change.event(), change.record());
    }

    Decision suppressed(Decision.Reason reason, String why) {
        return new Decision.Suppressed(change.event(), Optional.of(rule), resource.arn(), reason, why);
    }

    Command command(Intent intent, Instant createdAt, Instant deadline) {
        CloudEvent event = change.event();
        CompiledPolicy policy = rule.policy();
        String control = rule.control().id();
        return Command.newBuilder()
                .setId(CommandId.of(event.getId(), policy.id(), policy.revision(), control, resource.arn()))
                .setIntent(intent)
                .setControl(control)
                .setProvider(event.getProvider())
                .setAccount(resource.place().account())
                .setRegion(resource.place().region())
                .setResource(resource.arn())
                .setResourceId(resource.id())
                .setPolicy(policy.id())
                .setPolicyRevision(policy.revision())
                .setInputs(policy.inputs(control).toString())
                .setCause(Cause.newBuilder()
                        .setEventId(event.getId())
                        .setAction(change.action())
                        .setActor(event.getActor().getId())
                        .setTime(event.getTime())
                        .setObservedAt(event.getObservedAt())
                        .build())
                .setCreatedAt(createdAt)
                .setDeadline(deadline)
                .build();
    }
}
