package dev.levee.evaluator.decision;

import dev.levee.evaluator.decision.Decision.Observed;
import dev.levee.evaluator.decision.Decision.Ordered;
import dev.levee.evaluator.decision.Decision.OwnChange;
import dev.levee.evaluator.decision.Decision.Reason;
import dev.levee.evaluator.decision.Decision.Suppressed;
import dev.levee.rulebook.Resource;
import dev.levee.rulebook.policy.Coverage;
import dev.levee.schemas.Account;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Exemption;
import dev.levee.schemas.Intent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides what follows from a change. Pure: the same change, rules, account and instant give the same decisions.
///
/// What cannot be evaluated is suppressed, whatever the exception: controls and conditions are data, and one of them
/// must neither order anything by accident nor stop the events behind.
///
/// @param commandDeadline how long after its creation a command may be executed
public record Decider(Duration commandDeadline) {

    private static final String SESSION = "/levee-";

    /// One decision per policy, control and resource; a single one where the account settles it for all of them.
    ///
    /// @param rules those which watch for the change's action
    /// @param account the one it happened in; empty if Levee does not know it
    public List<Decision> decide(Change change, List<Rule> rules, Optional<Account> account, Instant now) {
        if (account.isEmpty()) {
            return firstArn(change, rules).map(arn -> unknownAccount(change, arn)).stream()
                    .toList();
        }
        if (isOwn(change.event(), account.get())) {
            return List.of(
                    new OwnChange(change.event(), firstArn(change, rules).orElse(""), commandOf(change.event())));
        }
        return rules.stream()
                .flatMap(rule -> decide(change, rule, account.get(), now).stream())
                .toList();
    }

    private static Decision unknownAccount(Change change, String arn) {
        return new Suppressed(
                change.event(),
                Optional.empty(),
                arn,
                Reason.UNKNOWN_ACCOUNT,
                "unknown account " + change.event().getAccount());
    }

    private List<Decision> decide(Change change, Rule rule, Account account, Instant now) {
        try {
            return resources(change, rule)
                    .map(resource -> new Matter(change, rule, resource))
                    .flatMap(matter -> decide(matter, account, now).stream())
                    .toList();
        } catch (RuntimeException e) {
            return List.of(new Suppressed(
                    change.event(),
                    Optional.of(rule),
                    "",
                    Reason.EXPRESSION,
                    "control %s cannot be evaluated: %s"
                            .formatted(rule.control().id(), e.getMessage())));
        }
    }

    private Optional<Decision> decide(Matter matter, Account account, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return switch (matter.rule().policy().covers(account, matter.resource(), today)) {
            case Coverage.OutOfScope _ -> Optional.empty();
            case Coverage.Exempt(Exemption exemption) ->
                Optional.of(matter.suppressed(
                        Reason.EXEMPT,
                        "exempt until %s by %s: %s"
                                .formatted(exemption.getUntil(), exemption.getOwner(), exemption.getReason())));
            case Coverage.Covered _ -> Optional.of(decideCovered(matter, now));
        };
    }

    private Decision decideCovered(Matter matter, Instant now) {
        try {
            if (!matter.conditionHolds()) {
                return matter.suppressed(Reason.CONDITION, "the policy's `when` does not hold for the event");
            }
        } catch (RuntimeException e) {
            return matter.suppressed(Reason.EXPRESSION, "the policy's `when` cannot be evaluated: " + e.getMessage());
        }
        CloudEvent event = matter.change().event();
        Instant deadline = now.plus(commandDeadline);
        return switch (matter.rule().policy().mode()) {
            case OBSERVE -> new Observed(event, matter.command(Intent.REMEDIATE, now, deadline));
            case ASSISTED -> new Ordered(event, matter.command(Intent.SCAN, now, deadline));
            case AUTOMATED -> new Ordered(event, matter.command(Intent.REMEDIATE, now, deadline));
        };
    }

    /// The whole ARN must be equal: any account may have a role of the same name.
    private static boolean isOwn(CloudEvent event, Account account) {
        return event.getActor()
                .getIssuer()
                .filter(account.getConnection().getRemediatorRoleArn()::equals)
                .isPresent();
    }

    private static Optional<String> commandOf(CloudEvent event) {
        String session = event.getActor().getId();
        int start = session.lastIndexOf(SESSION);
        return start < 0 ? Optional.empty() : Optional.of(session.substring(start + SESSION.length()));
    }

    private static Optional<String> firstArn(Change change, List<Rule> rules) {
        return rules.stream()
                .flatMap(rule -> {
                    try {
                        return resources(change, rule).map(Resource::arn);
                    } catch (RuntimeException e) {
                        return Stream.empty();
                    }
                })
                .findFirst();
    }

    private static Stream<Resource> resources(Change change, Rule rule) {
        return rule.control().resourcesIn(change.action(), change.record(), change.place()).stream()
                .distinct();
    }
}
