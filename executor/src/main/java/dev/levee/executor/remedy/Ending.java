package dev.levee.executor.remedy;

import dev.levee.executor.look.Look;
import dev.levee.executor.session.Obstacle;
import dev.levee.executor.session.Opened;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.Phase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How a turn ends: with the command's outcome, or with the time of its next turn. Either is safe in the audit and in
/// the journal when it is returned.
final class Ending {

    private final Trail trail;
    private final Patience patience;
    private final Meters meters;
    private final InstantSource clock;
    private final Optional<String> control;

    /// @param control the command's, if it is known
    Ending(Trail trail, Patience patience, Meters meters, InstantSource clock, Optional<String> control) {
        this.trail = trail;
        this.patience = patience;
        this.meters = meters;
        this.clock = clock;
        this.control = control;
    }

    Turn end(Progress progress, Outcome outcome) {
        trail.outcome(outcome);
        trail.journal(progress.ended(outcome, clock.instant()));
        trail.await();
        meters.ended(control, outcome);
        return new Turn.Ended(outcome);
    }

    /// @param after how the resource is left
    Turn end(Progress progress, Look after, Outcome outcome) {
        trail.snapshot(Phase.AFTER, after);
        return end(progress, outcome);
    }

    /// @param latest the next turn comes no later, unless that has passed
    Turn later(Progress progress, String why, Instant latest) {
        Instant now = clock.instant();
        Instant dueAt = now.plus(patience.after(progress.waits()));
        return wait(
                progress.waiting(dueAt.isAfter(latest) && latest.isAfter(now) ? latest : dueAt, now), why, Map.of());
    }

    Turn unknown(Progress progress, Look.Unknown look) {
        String sentence = Trail.sentence(look);
        return look.mayPass()
                ? troubled(progress, sentence)
                : end(progress, new Outcome.Failed(progress.standing(sentence)));
    }

    /// It may work later.
    Turn troubled(Progress progress, String why) {
        return triedEnough(progress)
                ? end(progress, new Outcome.Failed(progress.standing(why)))
                : tryLater(progress, why, Map.of());
    }

    /// Something in the account has to be put right. What may pass by itself is tried again for a while.
    Turn blocked(Progress progress, Opened.Blocked by) {
        Obstacle obstacle = by.obstacle();
        if (obstacle == Obstacle.CODE_REFUSED || obstacle == Obstacle.NO_CODE && !progress.begun()) {
            return end(progress, new Outcome.CodeRefused(obstacle, progress.standing(by.sentence())));
        }
        return obstacle.mayPass() && !triedEnough(progress)
                ? tryLater(progress, by.sentence(), Map.of(Trail.OBSTACLE, obstacle.id()))
                : end(progress, new Outcome.Blocked(obstacle, progress.standing(by.sentence())));
    }

    /// Costs no try: nothing was asked of the account.
    Turn held(Progress progress, Opened.Held by) {
        Obstacle obstacle = by.because().obstacle();
        String sentence = by.because().sentence();
        return progress.byHand() || progress.lateness(clock.instant()).isPresent()
                ? end(progress, new Outcome.Blocked(obstacle, progress.standing(sentence)))
                : wait(
                        progress.held(by.until(), clock.instant()),
                        "the account is left alone for a while: " + sentence,
                        Map.of(Trail.OBSTACLE, obstacle.id()));
    }

    /// A person's code is gone with its first use; looking again at what was begun needs none.
    private boolean triedEnough(Progress progress) {
        boolean late = progress.byHand() || progress.lateness(clock.instant()).isPresent();
        return !progress.begun() && late || progress.troubles() >= patience.tries();
    }

    private Turn tryLater(Progress progress, String why, Map<String, String> details) {
        Instant now = clock.instant();
        return wait(progress.troubled(now.plus(patience.after(progress.troubles())), now), why, details);
    }

    private Turn wait(Progress progress, String why, Map<String, String> details) {
        Instant dueAt = progress.execution().getDueAt().orElseThrow();
        Map<String, String> all = new TreeMap<>(details);
        all.put("dueAt", dueAt.toString());
        trail.step(AuditStep.WAITING, why, all);
        trail.journal(progress.execution());
        trail.await();
        return new Turn.Later(progress.nextAttempt(), dueAt);
    }
}
