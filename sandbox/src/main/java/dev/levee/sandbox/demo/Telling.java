package dev.levee.sandbox.demo;

import dev.levee.sandbox.Endpoints;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.OutcomeKind;
import java.util.List;
import java.util.Optional;

/// Puts a demo into words.
final class Telling {

    private Telling() {}

    /// One line of what happened, or nothing where it would only be noise to a person.
    static Optional<String> of(AuditEvent event) {
        String control = event.getControl().orElse("");
        return switch (event.getStep()) {
            case DECIDED -> Optional.of("ordered   %s on %s".formatted(control, name(event)));
            case SUPPRESSED -> Optional.of("left      %s: %s".formatted(name(event), event.getMessage()));
            case OUTCOME ->
                Optional.of("%-9s %s on %s%s".formatted(outcome(event), control, name(event), reason(event)));
            case WAITING -> Optional.of("waits     %s on %s: %s".formatted(control, name(event), event.getMessage()));
            case OWN_CHANGE, AUTHORISED, JUDGED, INTENT, CALLED -> Optional.empty();
        };
    }

    /// The part of the ARN people call the resource by.
    private static String name(AuditEvent event) {
        String[] parts = event.getResource().split(":", 6);
        return parts.length < 6 ? event.getResource() : parts[5];
    }

    /// Said where the outcome does not speak for itself.
    private static String reason(AuditEvent event) {
        return switch (event.getOutcome().orElse(OutcomeKind.FAILED)) {
            case APPLIED, ALREADY_COMPLIANT, ROLLED_BACK -> "";
            case NOT_APPLICABLE, PENDING, DEFERRED, REFUSED, FAILED -> ": " + event.getMessage();
        };
    }

    static String outcome(AuditEvent event) {
        return event.getOutcome()
                .map(outcome -> switch (outcome) {
                    case APPLIED -> "fixed";
                    case ALREADY_COMPLIANT -> "was fine";
                    case NOT_APPLICABLE -> "n/a";
                    case PENDING -> "pending";
                    case DEFERRED -> "deferred";
                    case REFUSED -> "refused";
                    case FAILED -> "FAILED";
                    case ROLLED_BACK -> "undone";
                })
                .orElse("");
    }

    static List<String> of(Endpoints endpoints) {
        return List.of(
                "  Kafka            %s".formatted(endpoints.kafka()),
                "  schema registry  %s".formatted(endpoints.registry()),
                "  local AWS        %s".formatted(endpoints.aws()),
                "  health, metrics  %s"
                        .formatted(String.join(
                                ", ",
                                endpoints.services().entrySet().stream()
                                        .map(service -> "%s :%d".formatted(service.getKey(), service.getValue()))
                                        .toList())),
                "  API              export LEVEE_API_URL=%s LEVEE_API_TOKEN=%s"
                        .formatted(endpoints.api().url(), endpoints.api().token()),
                "  audit trail      %s".formatted(endpoints.audit()));
    }

    static List<String> of(Summary summary) {
        return List.of(
                "",
                "%d of %d repairs verified in the cloud, in %.1f s"
                        .formatted(summary.verified(), summary.expected(), summary.seconds()),
                "events %d · decisions %d · fixed %d · already compliant %d · refused %d · failed %d · dead-lettered %d"
                        .formatted(
                                summary.events(),
                                summary.decisions(),
                                summary.fixed(),
                                summary.alreadyCompliant(),
                                summary.refused(),
                                summary.failed(),
                                summary.deadLettered()),
                "duplicates dropped %d · own changes recognised %d · of no interest %d · unknown accounts %d"
                        .formatted(
                                summary.duplicates(),
                                summary.ownChanges(),
                                summary.unwatched(),
                                summary.unknownAccounts()),
                "event to fix: p50 %d ms · p99 %d ms"
                        .formatted(
                                summary.eventToFixMillis().p50(),
                                summary.eventToFixMillis().p99()));
    }
}
