package dev.levee.executor.authority;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Inputs;
import dev.levee.rulebook.Place;
import dev.levee.rulebook.Resource;
import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.policy.Compiled;
import dev.levee.rulebook.policy.CompiledPolicy;
import dev.levee.rulebook.policy.Coverage;
import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.Command;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Intent;
import dev.levee.schemas.PolicyMode;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// Decides whether a policy of this moment allows a command, whoever wrote it. What is not known is refused.
///
/// The command's revision need not be the one in force: an owner may reword a policy while a command is on its way.
/// What counts is that the policy as it stands now orders the same, with the same inputs.
///
/// A person's order needs a policy too, one that is assisted or automated: it says what is wrong, what may be
/// fixed, and where. What it is fixed with is the person's to choose, and the account need not be connected for
/// automated fixes: the code opens it.
public final class Authoriser {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Rulebook rulebook;
    private final CurrentState current;
    private final InstantSource clock;

    public Authoriser(Rulebook rulebook, CurrentState current, InstantSource clock) {
        this.rulebook = rulebook;
        this.current = current;
        this.clock = clock;
    }

    /// @throws RuntimeException if what is in force cannot be learnt
    public Authorisation authorise(Command command) {
        if (!knowsRevisionOf(command) || current.account(command.getAccount()).isEmpty()) {
            current.catchUp(PATIENCE);
        }
        return authoriseAtOnce(command);
    }

    /// By what is known here at this moment, which may be a little behind.
    ///
    /// @throws IllegalStateException if nothing is learnt any more: what was in force may be so no longer
    public Authorisation authoriseAtOnce(Command command) {
        current.failure().ifPresent(failure -> {
            throw new IllegalStateException("policies or accounts are not read any more", failure);
        });
        try {
            return authoriseKnown(command);
        } catch (RefusedException e) {
            return new Authorisation.Refused(e.why, Optional.empty());
        }
    }

    private Authorisation authoriseKnown(Command command) throws RefusedException {
        Control control = rulebook.control(command.getControl())
                .orElseThrow(() -> new RefusedException("there is no control %s", command.getControl()));
        Account account = current.account(command.getAccount())
                .orElseThrow(() -> new RefusedException("account %s is not known", command.getAccount()));
        if (command.getProvider() != control.provider() || command.getProvider() != account.getProvider()) {
            throw new RefusedException("control, account and command are not of the same cloud");
        }
        Resource resource = resource(command, control, account.getConnection());
        JsonNode inputs = inputs(command, control);
        Order order = new Order(command, control, resource, inputs, policyInputs(command, control, inputs), account);
        try {
            CompiledPolicy policy = policy(command);
            check(order, policy);
            return new Authorisation.Allowed(order, policy.revision());
        } catch (RefusedException e) {
            return new Authorisation.Refused(e.why, Optional.of(order));
        }
    }

    private void check(Order order, CompiledPolicy policy) throws RefusedException {
        Command command = order.command();
        if (command.getIntent() != Intent.SCAN && command.getIntent() != Intent.REMEDIATE) {
            throw new RefusedException("%s is not available yet", command.getIntent());
        }
        boolean byItself = command.getIntent() == Intent.REMEDIATE
                && command.getRequestedBy().isEmpty();
        if (byItself && policy.mode() != PolicyMode.AUTOMATED) {
            throw new RefusedException("policy %s is not automated", policy.id());
        }
        if (policy.mode() == PolicyMode.OBSERVE) {
            throw new RefusedException("policy %s only observes", policy.id());
        }
        if (!policy.names(command.getControl())) {
            throw new RefusedException("policy %s does not name control %s", policy.id(), command.getControl());
        }
        boolean inputsOfThePolicy = parse(command.getInputs())
                .equals(parse(policy.inputs(command.getControl()).toString()));
        if (command.getRequestedBy().isEmpty() && !inputsOfThePolicy) {
            throw new RefusedException("the inputs are not those of policy %s", policy.id());
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        switch (policy.covers(order.account(), order.resource(), today)) {
            case Coverage.Covered _ -> {}
            case Coverage.OutOfScope(var why) ->
                throw new RefusedException("policy %s does not cover it: %s", policy.id(), why);
            case Coverage.Exempt(var exemption) ->
                throw new RefusedException(
                        "policy %s exempts it until %s: %s", policy.id(), exemption.getUntil(), exemption.getReason());
        }
        if (byItself && order.connection().getMode() != ConnectionMode.AUTOMATED) {
            throw new RefusedException("account %s is not connected for automated fixes", command.getAccount());
        }
    }

    private boolean knowsRevisionOf(Command command) {
        return current.policy(command.getPolicy()).orElse(null) instanceof Compiled.Ready(var policy)
                && policy.revision().equals(command.getPolicyRevision());
    }

    private CompiledPolicy policy(Command command) throws RefusedException {
        Compiled compiled = current.policy(command.getPolicy())
                .orElseThrow(() -> new RefusedException("there is no policy %s", command.getPolicy()));
        return switch (compiled) {
            case Compiled.Ready(var policy) -> policy;
            case Compiled.Broken(var problems) ->
                throw new RefusedException(
                        "policy %s cannot be used: %s", command.getPolicy(), String.join("; ", problems));
        };
    }

    /// The ARN must be what the control makes of the resource's own id and place: a command cannot name one resource
    /// to the policy and another one to the cloud.
    private static Resource resource(Command command, Control control, AwsConnection connection)
            throws RefusedException {
        Place place = new Place(partitionOf(connection.getScanRoleArn()), command.getAccount(), command.getRegion());
        Resource resource;
        try {
            resource = control.resource(command.getResourceId(), place);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("%s has no resource %s", control.id(), command.getResourceId());
        }
        if (!resource.arn().equals(command.getResource())) {
            throw new RefusedException(
                    "resource %s in %s is not %s", command.getResourceId(), command.getRegion(), command.getResource());
        }
        return resource;
    }

    private static JsonNode inputs(Command command, Control control) throws RefusedException {
        return switch (control.inputs(parse(command.getInputs()))) {
            case Inputs.Valid(var values) -> values;
            case Inputs.Invalid(var problems) -> throw new RefusedException("%s", String.join("; ", problems));
        };
    }

    /// The inputs of the policy in force. Where it is gone, or names the control no more, an event's command still has
    /// those of the policy that ordered it; a person's has none.
    private Optional<JsonNode> policyInputs(Command command, Control control, JsonNode inputs) {
        if (current.policy(command.getPolicy()).orElse(null) instanceof Compiled.Ready(var policy)
                && policy.names(control.id())
                && control.inputs(policy.inputs(control.id())) instanceof Inputs.Valid(var values)) {
            return Optional.of(values);
        }
        return command.getRequestedBy().isEmpty() ? Optional.of(inputs) : Optional.empty();
    }

    private static JsonNode parse(String json) throws RefusedException {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new RefusedException("the inputs are not JSON");
        }
    }

    private static String partitionOf(String arn) {
        String[] parts = arn.split(":", 3);
        return parts.length > 1 ? parts[1] : "";
    }

    /// Leaves the checks at the first objection; never leaves this class.
    private static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String why;

        RefusedException(String format, Object... arguments) {
            super(null, null, false, false);
            this.why = format.formatted(arguments);
        }
    }
}
