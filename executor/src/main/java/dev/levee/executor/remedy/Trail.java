package dev.levee.executor.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.executor.authority.Order;
import dev.levee.executor.journal.Records;
import dev.levee.executor.look.Look;
import dev.levee.rulebook.Judgement;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.Command;
import dev.levee.schemas.Execution;
import dev.levee.schemas.Finding;
import dev.levee.schemas.FindingState;
import dev.levee.schemas.Phase;
import dev.levee.schemas.Snapshot;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// What one turn of a command leaves behind: audit, snapshots, finding and journal. Ids follow from the command, the
/// turn and the order of steps within it, so that a turn repeated after a crash writes the same ids.
final class Trail {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WRITER = "executor";

    /// Names an [dev.levee.executor.session.Obstacle] in an audit event's details.
    static final String OBSTACLE = "obstacle";

    private final Map<AuditStep, Integer> steps = new EnumMap<>(AuditStep.class);
    private final Records.Batch batch;
    private final InstantSource clock;
    private final Command command;
    private final int partition;
    private final int attempt;

    Trail(Records records, InstantSource clock, Progress progress) {
        this.batch = records.batch();
        this.clock = clock;
        this.command = progress.command();
        this.partition = progress.partition();
        this.attempt = progress.execution().getAttempt();
    }

    void step(AuditStep step, String message, Map<String, String> details) {
        int number = steps.merge(step, 1, Integer::sum);
        String id = "%s/%s/%d.%d".formatted(command.getId(), name(step), attempt, number);
        batch.audit(event(id, step, message, details).build());
    }

    /// The command's last step: one a command, however often it is written.
    void outcome(Outcome outcome) {
        String id = "%s/%s".formatted(command.getId(), name(AuditStep.OUTCOME));
        Map<String, String> details = outcome.blockedBy()
                .map(obstacle -> Map.of(OBSTACLE, obstacle.id()))
                .orElse(Map.of());
        batch.audit(event(id, AuditStep.OUTCOME, outcome.message(), details)
                .setOutcome(outcome.kind())
                .build());
    }

    /// The judgement by the policy's inputs, and the finding it makes. Where they are not known, it makes none.
    void judged(Order order, Look look) {
        step(AuditStep.JUDGED, sentence(look), Map.of("judgement", word(look)));
        if (order.policyInputs().isEmpty()) {
            return;
        }
        switch (look) {
            case Look.Gone _ -> finding(order, FindingState.RESOLVED, look);
            case Look.Judged judged -> finding(order, stateAfter(judged.judgement()), look);
            case Look.Unknown _, Look.Unjudgeable _ -> {}
        }
    }

    /// The judgement by the inputs that a person gave.
    void judgedAsAsked(Look look) {
        step(AuditStep.JUDGED, "with the inputs asked for: " + sentence(look), Map.of("judgement", word(look)));
    }

    /// @param look one that saw the resource, or that it is gone; nothing is written of any other
    void snapshot(Phase phase, Look look) {
        Map<String, JsonNode> state;
        switch (look) {
            case Look.Judged judged -> state = judged.state();
            case Look.Gone _ -> state = Map.of();
            case Look.Unknown _, Look.Unjudgeable _ -> {
                return;
            }
        }
        String suffix = phase == Phase.DURING ? "/" + attempt : "";
        batch.snapshot(Snapshot.newBuilder()
                .setId("%s/%s%s".formatted(command.getId(), phase.name().toLowerCase(Locale.ROOT), suffix))
                .setCommand(command.getId())
                .setPhase(phase)
                .setAccount(command.getAccount())
                .setRegion(command.getRegion())
                .setResource(command.getResource())
                .setControl(command.getControl())
                .setTime(clock.instant())
                .setJudgement(word(look))
                .setState(json(state))
                .build());
    }

    void journal(Execution execution) {
        batch.execution(partition, execution);
    }

    /// Returns once all of the above is safe.
    void await() {
        batch.await();
    }

    static String json(Map<String, JsonNode> state) {
        ObjectNode object = JSON.createObjectNode();
        state.forEach(object::set);
        return object.toString();
    }

    private void finding(Order order, FindingState state, Look look) {
        batch.finding(
                Finding.newBuilder()
                        .setId("%s/%s/%s".formatted(command.getAccount(), command.getResource(), command.getControl()))
                        .setProvider(command.getProvider())
                        .setAccount(command.getAccount())
                        .setRegion(command.getRegion())
                        .setResource(command.getResource())
                        .setControl(command.getControl())
                        .setTitle(order.control().title())
                        .setSeverity(order.control().severity())
                        .setState(state)
                        .setEvidence(sentence(look))
                        .setPolicy(command.getPolicy())
                        .setResourceId(command.getResourceId())
                        .setObservedAt(clock.instant())
                        .build(),
                command.getId());
    }

    private AuditEvent.Builder event(String id, AuditStep step, String message, Map<String, String> details) {
        return AuditEvent.newBuilder()
                .setId(id)
                .setTime(clock.instant())
                .setStep(step)
                .setCommand(command.getId())
                .setEvent(command.getCause().getEventId())
                .setAccount(command.getAccount())
                .setRegion(command.getRegion())
                .setResource(command.getResource())
                .setControl(command.getControl())
                .setPolicy(command.getPolicy())
                .setPolicyRevision(command.getPolicyRevision())
                .setActor(command.getCause().getActor())
                .setWriter(WRITER)
                .setMessage(message)
                .setDetails(details);
    }

    private static FindingState stateAfter(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Compliant _, Judgement.NotApplicable _ -> FindingState.RESOLVED;
            case Judgement.NonCompliant _, Judgement.NotReady _ -> FindingState.OPEN;
            case Judgement.Pending _ -> FindingState.PENDING;
        };
    }

    private static String word(Look look) {
        return switch (look) {
            case Look.Gone _ -> "GONE";
            case Look.Unknown _, Look.Unjudgeable _ -> "UNKNOWN";
            case Look.Judged judged ->
                switch (judged.judgement()) {
                    case Judgement.Compliant _ -> "COMPLIANT";
                    case Judgement.NonCompliant _ -> "NON_COMPLIANT";
                    case Judgement.NotApplicable _ -> "NOT_APPLICABLE";
                    case Judgement.NotReady _ -> "NOT_READY";
                    case Judgement.Pending _ -> "PENDING";
                };
        };
    }

    static String sentence(Look look) {
        return switch (look) {
            case Look.Gone _ -> "the resource does not exist";
            case Look.Unknown unknown ->
                "%s failed with %s, so the state is not known"
                        .formatted(unknown.operation(), unknown.failure().code());
            case Look.Unjudgeable(var why) -> "the control cannot be evaluated: " + why;
            case Look.Judged judged ->
                switch (judged.judgement()) {
                    case Judgement.Compliant _ -> "the resource is compliant";
                    case Judgement.NonCompliant(var why) -> why;
                    case Judgement.NotApplicable(var why) -> why;
                    case Judgement.NotReady(var why) -> why;
                    case Judgement.Pending(var why) -> why;
                };
        };
    }

    private static String name(AuditStep step) {
        return step.name().toLowerCase(Locale.ROOT);
    }
}
