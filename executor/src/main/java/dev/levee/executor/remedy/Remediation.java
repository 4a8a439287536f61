package dev.levee.executor.remedy;

import dev.levee.cloud.CloudApi;
import dev.levee.executor.authority.Authorisation;
import dev.levee.executor.authority.Authoriser;
import dev.levee.executor.authority.Order;
import dev.levee.executor.journal.Records;
import dev.levee.executor.journal.RecordsFailedException;
import dev.levee.executor.lane.AccountLimits;
import dev.levee.executor.look.Look;
import dev.levee.executor.session.CodeSource;
import dev.levee.executor.session.Connections;
import dev.levee.executor.session.Opened;
import dev.levee.rulebook.Judgement;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.Intent;
import dev.levee.schemas.Phase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a command as far as it gets without waiting.
///
/// ```
/// authorise ─▶ look ─▶ non-compliant ─▶ session ─▶ intent, BEFORE ─▶ calls ─▶ look ─▶ compliant ─▶ AFTER, outcome
///                └──▶ anything else: an outcome, or another turn                └──▶ DURING, another turn
/// ```
///
/// A turn that finds calls begun, by an earlier turn or before a crash, looks first. It calls again only when the
/// resource is non-compliant after the control's settling time: a fix that worked is not applied twice because the
/// cloud shows it late.
public final class Remediation {

    private static final Logger log = LoggerFactory.getLogger(Remediation.class);

    private final Records records;
    private final Authoriser authoriser;
    private final Connections connections;
    private final AccountLimits limits;
    private final Patience patience;
    private final InstantSource clock;
    private final Meters meters;
    private final TimedLooker looker;
    private final Fixer fixer;

    public Remediation(
            Records records,
            Authoriser authoriser,
            Connections connections,
            AccountLimits limits,
            Patience patience,
            Meters meters,
            InstantSource clock) {
        this.records = records;
        this.authoriser = authoriser;
        this.connections = connections;
        this.limits = limits;
        this.patience = patience;
        this.meters = meters;
        this.clock = clock;
        this.looker = new TimedLooker(meters, clock);
        this.fixer = new Fixer(connections, looker, meters, clock);
    }

    /// What waited for the account's other commands is authorised anew: meanwhile the policy may have been withdrawn.
    ///
    /// @param codes open the account's remediator role
    /// @param ours whether the command's partition still is this instance's; asked right before anything is changed
    /// @throws dev.levee.executor.journal.RecordsFailedException if Kafka does not take what must be written
    public Turn take(Progress progress, CodeSource codes, BooleanSupplier ours) {
        Authorisation before = authoriser.authorise(progress.command());
        Trail trail = new Trail(records, clock, progress);
        Optional<String> control = before.order().map(order -> order.control().id());
        OneTurn turn = new OneTurn(progress, codes, ours, trail, new Ending(trail, patience, meters, clock, control));
        return before.order().isEmpty()
                ? turn.take(before)
                : limits.within(
                        progress.command().getAccount(),
                        () -> turn.take(authoriser.authoriseAtOnce(progress.command())));
    }

    private final class OneTurn {

        private final CodeSource codes;
        private final BooleanSupplier ours;
        private final Trail trail;
        private final Ending ending;
        private final boolean begunBefore;
        private Progress progress;

        OneTurn(Progress progress, CodeSource codes, BooleanSupplier ours, Trail trail, Ending ending) {
            this.progress = progress;
            this.codes = codes;
            this.ours = ours;
            this.trail = trail;
            this.ending = ending;
            this.begunBefore = progress.begun();
        }

        Turn take(Authorisation authorisation) {
            try {
                return switch (authorisation) {
                    case Authorisation.Allowed _
                    when refusal().isPresent() ->
                        ending.end(progress, new Outcome.Refused(refusal().get()));
                    case Authorisation.Allowed(var order, var revision) -> {
                        authorised(revision);
                        yield look(order, progress.lateness(clock.instant()));
                    }
                    case Authorisation.Refused(var why, var _)
                    when !progress.begun() -> ending.end(progress, new Outcome.Refused(why));
                    case Authorisation.Refused(var why, var order) ->
                        order.map(known -> look(known, Optional.of(why)))
                                .orElseGet(() -> ending.end(progress, new Outcome.Failed(Progress.halfWay(why))));
                };
            } catch (RecordsFailedException e) {
                throw e;
            } catch (RuntimeException e) {
                log.atError()
                        .setCause(e)
                        .addKeyValue("command", progress.command().getId())
                        .addKeyValue("control", progress.command().getControl())
                        .addKeyValue("resource", progress.command().getResource())
                        .log("command stopped by a mistake");
                return ending.end(
                        progress,
                        new Outcome.Failed(
                                "a mistake in Levee or in the control (%s) stopped it: the audit's INTENT says whether calls may have been made"
                                        .formatted(e.getClass().getSimpleName())));
            }
        }

        /// Why a command that a policy allows is not begun. An order whose code is not there the first time was
        /// made by nobody who could give one.
        private Optional<String> refusal() {
            if (!progress.isFirst()) {
                return Optional.empty();
            }
            return codes instanceof CodeSource.Absent
                    ? Optional.of("a person's order is never taken from a topic")
                    : progress.lateness(clock.instant());
        }

        private void authorised(String revision) {
            if (progress.isFirst()) {
                trail.step(
                        AuditStep.AUTHORISED,
                        "policy %s allows it".formatted(progress.command().getPolicy()),
                        Map.of("revision", revision));
            }
        }

        private Turn look(Order order, Optional<String> objection) {
            return switch (connections.reader(order.account())) {
                case Opened.Session(var reader) -> judge(order, reader, looker.look(order, reader, trail), objection);
                case Opened.Failed(var operation, var failure) ->
                    ending.unknown(progress, new Look.Unknown(operation, failure));
                case Opened.Blocked blocked -> ending.blocked(progress, blocked);
                case Opened.Held held -> ending.held(progress, held);
            };
        }

        private Turn judge(Order order, CloudApi reader, Seen seen, Optional<String> objection) {
            if (seen.asAsked() instanceof Look.Unknown unknown && unknown.expired()) {
                connections.forget(order.account());
            }
            return progress.begun() ? verify(order, reader, seen, objection) : decide(order, reader, seen, objection);
        }

        /// Nothing was changed yet.
        private Turn decide(Order order, CloudApi reader, Seen seen, Optional<String> objection) {
            Look look = seen.asAsked();
            if (seen.asksForNothing()) {
                return ending.end(
                        progress,
                        new Outcome.Refused("with the inputs asked for there is nothing to mend (%s), and the policy"
                                        .formatted(Trail.sentence(look))
                                + " still finds it wrong: " + Trail.sentence(seen.byPolicy())));
            }
            return switch (look) {
                case Look.Unknown unknown -> ending.unknown(progress, unknown);
                case Look.Unjudgeable _ -> ending.end(progress, new Outcome.Failed(Trail.sentence(look)));
                case Look.Gone _ -> ending.end(progress, new Outcome.NotApplicable(Trail.sentence(look)));
                case Look.Judged judged ->
                    switch (judged.judgement()) {
                        case Judgement.Compliant _ ->
                            ending.end(progress, new Outcome.AlreadyCompliant(Trail.sentence(look)));
                        case Judgement.NotApplicable(var why) -> ending.end(progress, new Outcome.NotApplicable(why));
                        case Judgement.NotReady(var why) -> laterOr(objection, new Outcome.Deferred(why));
                        case Judgement.Pending(var why) -> laterOr(objection, new Outcome.Pending(why));
                        case Judgement.NonCompliant(var why)
                        when scanOnly() -> ending.end(progress, new Outcome.Deferred(why + "; a scan changes nothing"));
                        case Judgement.NonCompliant(var why)
                        when objection.isPresent() ->
                            ending.end(
                                    progress,
                                    new Outcome.Deferred("%s; not changed: %s".formatted(why, objection.get())));
                        case Judgement.NonCompliant _ -> fix(order, reader, judged, objection);
                    };
            };
        }

        private Turn fix(Order order, CloudApi reader, Look.Judged seen, Optional<String> objection) {
            Fixed fixed = fixer.fix(order, reader, seen, progress, codes, trail, ours);
            progress = fixed.progress();
            return switch (fixed) {
                case Fixed.Accepted _ -> {
                    meters.accepted(progress.command(), clock.instant());
                    yield judge(order, reader, looker.look(order, reader, trail), objection);
                }
                case Fixed.Changed(var _, var changed) -> judge(order, reader, changed, objection);
                case Fixed.Blocked(var _, var by) -> ending.blocked(progress, by);
                case Fixed.Held(var _, var by) -> ending.held(progress, by);
                case Fixed.Troubled(var _, var why) -> ending.troubled(progress, why);
                case Fixed.Stopped(var _, int accepted, var why) -> stopped(order, reader, accepted, why);
                case Fixed.Abandoned _
                when progress.byHand() ->
                    ending.end(
                            progress,
                            new Outcome.Failed(progress.standing(
                                    "whether the resource still is this instance's was not sure, and the code is"
                                            + " used up: order it again with a new code")));
                case Fixed.Abandoned _ -> new Turn.Abandoned();
            };
        }

        /// Calls were made, or may have been.
        private Turn verify(Order order, CloudApi reader, Seen seen, Optional<String> objection) {
            Look look = seen.asAsked();
            return switch (look) {
                case Look.Unknown unknown -> ending.unknown(progress, unknown);
                case Look.Unjudgeable _ ->
                    ending.end(progress, new Outcome.Failed(Progress.halfWay(Trail.sentence(look))));
                case Look.Gone _ -> ending.end(progress, look, new Outcome.NotApplicable(Trail.sentence(look)));
                case Look.Judged judged ->
                    switch (judged.judgement()) {
                        case Judgement.Compliant _ -> ending.end(progress, look, applied(seen));
                        case Judgement.NotApplicable(var why) ->
                            ending.end(progress, look, new Outcome.NotApplicable(why));
                        case Judgement.NonCompliant _, Judgement.NotReady _, Judgement.Pending _
                        when clock.instant().isBefore(settled(order)) -> {
                            trail.snapshot(Phase.DURING, look);
                            yield ending.later(progress, Trail.sentence(look), settled(order));
                        }
                        case Judgement.Pending(var why) -> ending.end(progress, look, new Outcome.Pending(why));
                        case Judgement.NonCompliant(var why)
                        when progress.called() -> ending.end(progress, look, withoutEffect(order, why));
                        case Judgement.NotReady(var why)
                        when progress.called() -> ending.end(progress, look, inPart(why));
                        case Judgement.NonCompliant _, Judgement.NotReady _
                        when objection.isPresent() ->
                            ending.end(progress, look, new Outcome.Failed(Progress.halfWay(objection.get())));
                        case Judgement.NotReady(var why) ->
                            ending.later(progress, why, progress.command().getDeadline());
                        case Judgement.NonCompliant _ -> fix(order, reader, judged, objection);
                    };
            };
        }

        /// A call was refused for good: what is there now decides.
        private Turn stopped(Order order, CloudApi reader, int accepted, String why) {
            if (!progress.begun()) {
                return ending.end(progress, new Outcome.Failed(why + "; nothing was changed"));
            }
            Seen seen = looker.look(order, reader, trail);
            Look look = seen.asAsked();
            boolean compliant = look instanceof Look.Judged judged && judged.judgement() instanceof Judgement.Compliant;
            if (!compliant) {
                return ending.end(
                        progress, look, new Outcome.Failed(accepted > 0 || begunBefore ? Progress.halfWay(why) : why));
            }
            return ending.end(
                    progress, look, accepted > 0 || begunBefore ? applied(seen) : new Outcome.AlreadyCompliant(why));
        }

        private Turn laterOr(Optional<String> objection, Outcome now) {
            return objection.isPresent() || scanOnly() || progress.byHand()
                    ? ending.end(progress, now)
                    : ending.later(progress, now.message(), progress.command().getDeadline());
        }

        private Outcome applied(Seen seen) {
            String how = progress.called()
                    ? "fixed, and found compliant by reading it again"
                    : "found as the fix leaves it, after it was interrupted";
            return new Outcome.Applied(
                    Seen.isWrong(seen.byPolicy())
                            ? "%s, with the inputs asked for; the policy still finds it wrong: %s"
                                    .formatted(how, Trail.sentence(seen.byPolicy()))
                            : how);
        }

        private static Outcome inPart(String why) {
            return new Outcome.Deferred("fixed as far as it may be; what is left: " + why);
        }

        private Outcome withoutEffect(Order order, String why) {
            return new Outcome.Failed(
                    "the cloud accepted every call, and after %d s it still is so: %s; compare the snapshots before and after"
                            .formatted(order.control().settle().toSeconds(), why));
        }

        private Instant settled(Order order) {
            return progress.since().plus(order.control().settle());
        }

        private boolean scanOnly() {
            return progress.command().getIntent() == Intent.SCAN;
        }
    }
}
