package dev.levee.executor.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.FailureKind;
import dev.levee.cloud.aws.Denial;
import dev.levee.executor.authority.Order;
import dev.levee.executor.look.Look;
import dev.levee.executor.session.CodeSource;
import dev.levee.executor.session.Connections;
import dev.levee.executor.session.Opened;
import dev.levee.rulebook.Call;
import dev.levee.rulebook.Judgement;
import dev.levee.rulebook.Permission;
import dev.levee.rulebook.Purpose;
import dev.levee.rulebook.Situation;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Makes a control's calls, with credentials for these calls only, and not before the intent is safe in Kafka.
final class Fixer {

    /// A judgement older than this is made again before anything is changed.
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final Connections connections;
    private final TimedLooker looker;
    private final Meters meters;
    private final InstantSource clock;

    Fixer(Connections connections, TimedLooker looker, Meters meters, InstantSource clock) {
        this.connections = connections;
        this.looker = looker;
        this.meters = meters;
        this.clock = clock;
    }

    /// @param seen the resource, non-compliant
    /// @param ours whether the command's partition still is this instance's
    /// @param codes open the remediator role
    Fixed fix(
            Order order,
            CloudApi reader,
            Look.Judged seen,
            Progress progress,
            CodeSource codes,
            Trail trail,
            BooleanSupplier ours) {
        JsonNode policy = order.control().sessionPolicy(order.resource(), Purpose.FIX);
        Opened opened = meters.time(
                "session",
                () -> connections.remediator(
                        order.account(), reader, policy, order.command().getId(), codes));
        return switch (opened) {
            case Opened.Session(var api) -> fixWith(api, order, reader, seen, progress, trail, ours);
            case Opened.Blocked blocked -> new Fixed.Blocked(progress, blocked);
            case Opened.Held held -> new Fixed.Held(progress, held);
            case Opened.Failed(var operation, var failure)
            when mayPass(failure) ->
                new Fixed.Troubled(progress, "%s failed with %s".formatted(operation, failure.code()));
            case Opened.Failed(var operation, var failure) ->
                new Fixed.Stopped(
                        progress,
                        0,
                        "%s failed with %s: check what the account's owner deployed"
                                .formatted(operation, failure.code()));
        };
    }

    private Fixed fixWith(
            CloudApi remediator,
            Order order,
            CloudApi reader,
            Look.Judged seen,
            Progress progress,
            Trail trail,
            BooleanSupplier ours) {
        Look.Judged fresh = seen;
        if (clock.instant().isAfter(seen.at().plus(FRESH))) {
            Seen again = looker.look(order, reader, trail);
            if (!(again.asAsked() instanceof Look.Judged judged
                    && judged.judgement() instanceof Judgement.NonCompliant)) {
                return new Fixed.Changed(progress, again);
            }
            fresh = judged;
        }
        List<Call> calls =
                order.control().fix(new Situation(order.resource(), order.inputs(), fresh.state(), Optional.empty()));
        if (calls.isEmpty()) {
            return new Fixed.Stopped(progress, 0, "the control has no call that would mend it");
        }
        if (!ours.getAsBoolean()) {
            return new Fixed.Abandoned(progress);
        }
        Look.Judged before = fresh;
        Progress intended = meters.time("intent", () -> intend(calls, before, progress, trail));
        return meters.time("call", () -> make(calls, remediator, order, intended, trail));
    }

    /// Returns when Kafka has the intent and the state before it.
    private Progress intend(List<Call> calls, Look.Judged seen, Progress progress, Trail trail) {
        Instant now = clock.instant();
        Progress intended = progress.intended(Trail.json(seen.state()), now);
        if (!progress.begun()) {
            trail.snapshot(Phase.BEFORE, seen);
        }
        String operations = calls.stream().map(Call::operation).collect(Collectors.joining(", "));
        trail.step(AuditStep.INTENT, "about to call " + operations, Map.of("operations", operations));
        trail.journal(intended.execution());
        trail.await();
        return intended;
    }

    private Fixed make(List<Call> calls, CloudApi remediator, Order order, Progress intended, Trail trail) {
        int accepted = 0;
        for (Call call : calls) {
            switch (remediator.call(new CloudCall(call.operation(), call.region(), call.document()))) {
                case CloudAnswer.Success success -> {
                    accepted++;
                    trail.step(
                            AuditStep.CALLED,
                            "the cloud accepted " + call.operation(),
                            Map.of("operation", call.operation(), "requestId", success.requestId()));
                }
                case CloudAnswer.Failure failure
                when mayPass(failure) -> {
                    return new Fixed.Troubled(
                            intended, "%s failed with %s".formatted(call.operation(), failure.code()));
                }
                case CloudAnswer.Failure failure -> {
                    return new Fixed.Stopped(
                            intended,
                            accepted,
                            "%s after %d of %d calls".formatted(why(order, call, failure), accepted, calls.size()));
                }
            }
        }
        Progress called = intended.called(clock.instant());
        trail.journal(called.execution());
        return new Fixed.Accepted(called);
    }

    private static String why(Order order, Call call, CloudAnswer.Failure failure) {
        if (failure.kind() != FailureKind.ACCESS_DENIED) {
            return "%s failed with %s".formatted(call.operation(), failure.code());
        }
        String needed = order.control().permissions(Purpose.FIX).stream()
                .map(Permission::action)
                .distinct()
                .collect(Collectors.joining(", "));
        String role = order.connection().getRemediatorRoleArn();
        Denial denial = Denial.of(failure);
        if (denial.isOfTheOrganization()) {
            return "%s was denied by a policy of the account's organization: except %s from it"
                    .formatted(call.operation(), role);
        }
        return denial == Denial.PERMISSIONS_BOUNDARY
                ? "%s was denied by the permissions boundary of %s, which lacks one of %s"
                        .formatted(call.operation(), role, needed)
                : "%s was denied: %s, or a policy of the resource, lacks one of %s"
                        .formatted(call.operation(), role, needed);
    }

    private static boolean mayPass(CloudAnswer.Failure failure) {
        return switch (failure.kind()) {
            case THROTTLED, UNAVAILABLE, EXPIRED_CREDENTIALS -> true;
            case ACCESS_DENIED, REJECTED -> false;
        };
    }
}
