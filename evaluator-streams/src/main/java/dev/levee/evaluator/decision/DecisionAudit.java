package dev.levee.evaluator.decision;

import dev.levee.evaluator.decision.Decision.Observed;
import dev.levee.evaluator.decision.Decision.Ordered;
import dev.levee.evaluator.decision.Decision.OwnChange;
import dev.levee.evaluator.decision.Decision.Suppressed;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Command;
import dev.levee.schemas.Intent;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/// What the audit trail says of a decision. The same decision made again has the same audit id.
public final class DecisionAudit {

    private static final String WRITER = "evaluator";

    /// Of a SUPPRESSED step: the reason in one word.
    private static final String REASON = "reason";

    private DecisionAudit() {}

    public static AuditEvent of(Decision decision, Instant now) {
        AuditEvent.Builder audit = switch (decision) {
            case Ordered ordered -> ordered(ordered.command());
            case Observed observed -> observed(observed.command());
            case Suppressed suppressed -> suppressed(suppressed);
            case OwnChange own -> ownChange(own);
        };
        CloudEvent event = decision.event();
        return audit.setId(decision.id() + "-" + audit.getStep().name().toLowerCase(Locale.ROOT))
                .setTime(now)
                .setEvent(event.getId())
                .setAccount(event.getAccount())
                .setRegion(event.getRegion())
                .setActor(event.getActor().getId())
                .setWriter(WRITER)
                .build();
    }

    private static AuditEvent.Builder ordered(Command command) {
        return about(command)
                .setStep(AuditStep.DECIDED)
                .setCommand(command.getId())
                .setMessage((command.getIntent() == Intent.SCAN
                                ? "policy %s orders a look by control %s"
                                : "policy %s orders control %s")
                        .formatted(command.getPolicy(), command.getControl()));
    }

    private static AuditEvent.Builder observed(Command command) {
        return about(command)
                .setStep(AuditStep.SUPPRESSED)
                .setMessage("policy %s only observes, it would have ordered control %s"
                        .formatted(command.getPolicy(), command.getControl()))
                .setDetails(Map.of(REASON, "OBSERVE"));
    }

    private static AuditEvent.Builder about(Command command) {
        return AuditEvent.newBuilder()
                .setResource(command.getResource())
                .setControl(command.getControl())
                .setPolicy(command.getPolicy())
                .setPolicyRevision(command.getPolicyRevision());
    }

    private static AuditEvent.Builder suppressed(Suppressed suppressed) {
        AuditEvent.Builder audit = AuditEvent.newBuilder()
                .setStep(AuditStep.SUPPRESSED)
                .setResource(suppressed.resource())
                .setMessage(suppressed.why())
                .setDetails(Map.of(REASON, suppressed.reason().name()));
        suppressed
                .rule()
                .ifPresent(rule -> audit.setControl(rule.control().id())
                        .setPolicy(rule.policy().id())
                        .setPolicyRevision(rule.policy().revision()));
        return audit;
    }

    private static AuditEvent.Builder ownChange(OwnChange own) {
        return AuditEvent.newBuilder()
                .setStep(AuditStep.OWN_CHANGE)
                .setResource(own.resource())
                .setCommand(own.command().orElse(null))
                .setMessage("Levee made this change itself");
    }
}
