package dev.levee.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.audit.Ocsf.EventClass;
import dev.levee.audit.Ocsf.Term;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.OutcomeKind;
import dev.levee.schemas.Topics;
import java.util.Optional;

/// Tells an audit event as OCSF: as Remediation Activity where it belongs to a command, which that class demands, and
/// as Base Event where a decision led to none. docs/reference/ocsf.md is its table.
final class RemediationActivity {

    private static final EventClass REMEDIATION =
            new EventClass(new Term(7, "Remediation"), new Term(7001, "Remediation Activity"));
    private static final EventClass BASE = new EventClass(new Term(0, "Uncategorized"), new Term(0, "Base Event"));

    private static final Term RESTORE = new Term(3, "Restore");
    private static final Term HARDEN = new Term(4, "Harden");

    private static final Term LOW = new Term(2, "Low");
    private static final Term MEDIUM = new Term(3, "Medium");
    private static final Term HIGH = new Term(4, "High");

    private static final Term SUCCESS = new Term(1, "Success");
    private static final Term FAILURE = new Term(2, "Failure");
    private static final Term PARTIAL = new Term(4, "Partial");
    private static final Term UNSUPPORTED = new Term(5, "Unsupported");
    private static final Term ERROR = new Term(6, "Error");

    private static final Term RESTORED = new Term(9, "Restored");
    private static final Term CORRECTED = new Term(11, "Corrected");
    private static final Term DELAYED = new Term(14, "Delayed");
    private static final Term NO_ACTION = new Term(16, "No Action");
    private static final Term LOGGED = new Term(17, "Logged");
    private static final Term REJECTED = new Term(25, "Rejected");
    private static final Term FAULT = new Term(27, "Error");

    /// @param disposition what became of the resource
    private record Meaning(Term status, Term severity, Term disposition) {}

    private RemediationActivity() {}

    static ObjectNode of(AuditEvent audit) {
        Optional<String> command = audit.getCommand();
        Meaning meaning =
                audit.getOutcome().map(RemediationActivity::meaningOf).orElseGet(() -> meaningOf(audit.getStep()));
        Term named = other(meaning.status().caption());
        ObjectNode event = command.isPresent()
                ? Ocsf.event(REMEDIATION, activityOf(audit), audit.getTime())
                : Ocsf.event(BASE, named, audit.getTime());
        command.ifPresent(id -> event.put("command_uid", id));
        event.put("message", audit.getMessage());
        Ocsf.put(event, "severity", meaning.severity());
        Ocsf.put(event, "status", command.isPresent() ? meaning.status() : named);
        event.put(
                "status_code",
                audit.getOutcome().map(OutcomeKind::name).orElse(audit.getStep().name()));
        Ocsf.put(event, "disposition", meaning.disposition());
        audit.getPolicy().ifPresent(policy -> {
            ObjectNode object = event.putObject("policy").put("uid", policy);
            audit.getPolicyRevision().ifPresent(revision -> object.put("version", revision));
        });

        Ocsf.putCloud(event, audit.getAccount(), audit.getRegion());
        if (!audit.getActor().isEmpty()) {
            event.putObject("actor").putObject("user").put("uid", audit.getActor());
            Ocsf.observe(event, "actor.user.uid", Ocsf.USER_UID, audit.getActor());
        }
        putUnmapped(event, audit);
        ObjectNode metadata = Ocsf.putMetadata(event, audit.getId(), command.or(audit::getEvent), Topics.AUDIT.name());
        metadata.put("log_provider", audit.getWriter());
        ((ArrayNode) metadata.get("profiles")).add("host").add("security_control");
        return event;
    }

    private static void putUnmapped(ObjectNode event, AuditEvent audit) {
        ObjectNode unmapped = event.putObject("unmapped");
        unmapped.put("step", audit.getStep().name());
        if (!audit.getResource().isEmpty()) {
            unmapped.put("resource", audit.getResource());
            Ocsf.observe(event, "unmapped.resource", Ocsf.RESOURCE_UID, audit.getResource());
        }
        audit.getControl().ifPresent(control -> unmapped.put("control", control));
        audit.getEvent().ifPresent(id -> unmapped.put("event", id));
        if (!audit.getDetails().isEmpty()) {
            audit.getDetails().forEach(unmapped.putObject("details")::put);
        }
    }

    private static Term activityOf(AuditEvent audit) {
        return switch (audit.getDetails().getOrDefault("intent", "")) {
            case "ROLLBACK" -> RESTORE;
            case "SCAN" -> other("Scan");
            case "SWEEP" -> other("Sweep");
            default ->
                audit.getOutcome().filter(OutcomeKind.ROLLED_BACK::equals).isPresent() ? RESTORE : HARDEN;
        };
    }

    private static Meaning meaningOf(OutcomeKind outcome) {
        return switch (outcome) {
            case APPLIED -> new Meaning(SUCCESS, Ocsf.INFORMATIONAL, CORRECTED);
            case ROLLED_BACK -> new Meaning(SUCCESS, Ocsf.INFORMATIONAL, RESTORED);
            case ALREADY_COMPLIANT -> new Meaning(other("Already Compliant"), Ocsf.INFORMATIONAL, NO_ACTION);
            case NOT_APPLICABLE -> new Meaning(UNSUPPORTED, Ocsf.INFORMATIONAL, NO_ACTION);
            case PENDING -> new Meaning(PARTIAL, LOW, DELAYED);
            case DEFERRED -> new Meaning(other("Deferred"), LOW, DELAYED);
            case REFUSED -> new Meaning(FAILURE, MEDIUM, REJECTED);
            case FAILED -> new Meaning(ERROR, HIGH, FAULT);
        };
    }

    private static Meaning meaningOf(AuditStep step) {
        return switch (step) {
            case DECIDED -> new Meaning(other("Decided"), Ocsf.INFORMATIONAL, LOGGED);
            case SUPPRESSED -> new Meaning(other("Suppressed"), Ocsf.INFORMATIONAL, NO_ACTION);
            case OWN_CHANGE -> new Meaning(other("Own Change"), Ocsf.INFORMATIONAL, LOGGED);
            case AUTHORISED -> new Meaning(other("Authorised"), Ocsf.INFORMATIONAL, LOGGED);
            case JUDGED -> new Meaning(other("Judged"), Ocsf.INFORMATIONAL, LOGGED);
            case INTENT -> new Meaning(other("Intent"), Ocsf.INFORMATIONAL, LOGGED);
            case CALLED -> new Meaning(other("Called"), Ocsf.INFORMATIONAL, LOGGED);
            case WAITING -> new Meaning(other("Waiting"), Ocsf.INFORMATIONAL, DELAYED);
            case OUTCOME -> new Meaning(other("Outcome"), Ocsf.INFORMATIONAL, LOGGED);
        };
    }

    private static Term other(String caption) {
        return new Term(99, caption);
    }
}
