package dev.levee.executor.manual;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.executor.authority.Authorisation;
import dev.levee.executor.authority.Authoriser;
import dev.levee.executor.authority.CurrentState;
import dev.levee.executor.remedy.Turn;
import dev.levee.executor.session.CodeSource;
import dev.levee.rulebook.policy.CommandId;
import dev.levee.rulebook.policy.Compiled;
import dev.levee.rulebook.policy.CompiledPolicy;
import dev.levee.schemas.Cause;
import dev.levee.schemas.Command;
import dev.levee.schemas.Finding;
import dev.levee.schemas.Intent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/// Makes a command of a person's order to fix a finding, and takes it to the finding's lane on this instance. The
/// command goes through everything that an event's goes through: it is authorised by a current policy, journalled and
/// audited, with the person as its actor. It never stands on a topic before it runs, and its code never at all.
public final class ManualOrders {

    private static final String ACTION = "levee:Remediate";

    /// As long as the code lives.
    private static final Duration START_WITHIN = Duration.ofMinutes(5);

    private final CurrentState current;
    private final Authoriser authoriser;
    private final Desk desk;
    private final int partitions;
    private final InstantSource clock;

    /// @param partitions of the commands
    public ManualOrders(CurrentState current, Authoriser authoriser, Desk desk, int partitions, InstantSource clock) {
        this.current = current;
        this.authoriser = authoriser;
        this.desk = desk;
        this.partitions = partitions;
        this.clock = clock;
    }

    /// What became of an order.
    public sealed interface Answer {

        /// @param command its id
        /// @param first how the first turn ends
        record Taken(String command, CompletableFuture<Turn> first) implements Answer {}

        /// It would be refused, so it was not taken. Nothing was written.
        record Objected(String why) implements Answer {}

        /// The resource's partition is not this instance's.
        record Elsewhere() implements Answer {}
    }

    /// The partition of a resource's commands, as Kafka's producers choose it.
    public int partition(String resource) {
        return BuiltInPartitioner.partitionForKey(resource.getBytes(UTF_8), partitions);
    }

    public boolean owns(String resource) {
        return desk.owns(partition(resource));
    }

    /// Why an order to fix this finding would be refused, as things stand here now.
    public Optional<String> objection(Finding finding) {
        return objection(command(finding, JsonNodeFactory.instance.objectNode(), ""));
    }

    private Optional<String> objection(Command command) {
        return authoriser.authoriseAtOnce(command) instanceof Authorisation.Refused(String why, var _)
                ? Optional.of(why)
                : Optional.empty();
    }

    /// @param inputs the person's; where they are silent, the policy's count
    /// @param who as the audit names them
    /// @param code wiped in any case
    public Answer order(Finding finding, ObjectNode inputs, String who, CodeSource.Typed code) {
        boolean taken = false;
        try {
            Command command = command(finding, inputs, who);
            Optional<String> objection = objection(command);
            if (objection.isPresent()) {
                return new Answer.Objected(objection.get());
            }
            Optional<CompletableFuture<Turn>> first = desk.take(command, partition(finding.getResource()), code);
            taken = first.isPresent();
            return first.<Answer>map(turn -> new Answer.Taken(command.getId(), turn))
                    .orElseGet(Answer.Elsewhere::new);
        } finally {
            if (!taken) {
                code.wipe();
            }
        }
    }

    private Command command(Finding finding, ObjectNode inputs, String who) {
        Instant now = clock.instant();
        String request = "request-" + UUID.randomUUID();
        Optional<CompiledPolicy> policy = policy(finding.getPolicy());
        String revision = policy.map(CompiledPolicy::revision).orElse("");
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        policy.filter(known -> known.inputs(finding.getControl()).isObject())
                .ifPresent(known -> all.setAll((ObjectNode) known.inputs(finding.getControl())));
        all.setAll(inputs);
        return Command.newBuilder()
                .setId(CommandId.of(
                        request, finding.getPolicy(), revision, finding.getControl(), finding.getResource()))
                .setIntent(Intent.REMEDIATE)
                .setControl(finding.getControl())
                .setProvider(finding.getProvider())
                .setAccount(finding.getAccount())
                .setRegion(finding.getRegion())
                .setResource(finding.getResource())
                .setResourceId(finding.getResourceId())
                .setPolicy(finding.getPolicy())
                .setPolicyRevision(revision)
                .setInputs(all.toString())
                .setCause(Cause.newBuilder()
                        .setEventId(request)
                        .setAction(ACTION)
                        .setActor(who)
                        .setTime(now)
                        .setObservedAt(now)
                        .build())
                .setRequestedBy(who)
                .setCreatedAt(now)
                .setDeadline(now.plus(START_WITHIN))
                .build();
    }

    private Optional<CompiledPolicy> policy(String id) {
        return current.policy(id)
                .flatMap(compiled ->
                        compiled instanceof Compiled.Ready(var ready) ? Optional.of(ready) : Optional.empty());
    }
}
