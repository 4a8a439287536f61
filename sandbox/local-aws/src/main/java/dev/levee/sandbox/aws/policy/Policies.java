package dev.levee.sandbox.aws.policy;

import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.policy.Denial.By;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// All the policies that have a say in what somebody may do.
///
/// @param identity their own, by name
/// @param boundary what limits these
/// @param session what the session is held to besides
/// @param controls the service control policies of their account, level by level from the root of its organisation;
///     empty if it obeys none
public record Policies(
        Map<String, PolicyDocument> identity,
        Optional<PolicyDocument> boundary,
        Optional<PolicyDocument> session,
        List<List<PolicyDocument>> controls) {

    /// Of a service of AWS, which needs nobody's permission but the resource's.
    public static Policies none() {
        return new Policies(Map.of(), Optional.empty(), Optional.empty(), List.of());
    }

    public Policies within(Optional<PolicyDocument> sessionPolicy) {
        return new Policies(identity, boundary, sessionPolicy, controls);
    }

    /// Why the caller may not do this; empty if they may. A denial anywhere beats everything.
    public Optional<Denial> denial(Caller caller, String action, Resource resource, Context context) {
        Consent consent = resource.consent(caller, action, context);
        By resourcePolicy = action.equals("sts:AssumeRole") ? By.TRUST : By.RESOURCE;
        Map<By, Verdict> verdicts = new EnumMap<>(By.class);
        verdicts.put(By.SERVICE_CONTROL, ofControls(action, resource.arn(), context));
        verdicts.put(resourcePolicy, consented(caller, resource, consent));
        verdicts.put(By.IDENTITY, of(identity.values(), action, resource.arn(), context));
        verdicts.put(By.BOUNDARY, ofLimit(boundary, action, resource.arn(), context));
        verdicts.put(By.SESSION, ofLimit(session, action, resource.arn(), context));
        if (resource.account().equals(caller.account()) || caller instanceof Caller.Service) {
            letPass(verdicts, consent);
        }
        return first(verdicts, Verdict.DENY)
                .map(by -> new Denial(by, true))
                .or(() -> first(verdicts, Verdict.SILENT).map(by -> new Denial(by, false)));
    }

    /// The names of the identity policies that decide: those that deny, or, if none does, those that allow.
    public List<String> deciding(String action, String resource, Context context) {
        Verdict verdict = of(identity.values(), action, resource, context);
        return verdict == Verdict.SILENT
                ? List.of()
                : identity.entrySet().stream()
                        .filter(policy -> policy.getValue().of(action, resource, context) == verdict)
                        .map(Map.Entry::getKey)
                        .toList();
    }

    /// Whether the organisation would let it happen.
    public boolean isWithinControls(String action, String resource, Context context) {
        return ofControls(action, resource, context) == Verdict.ALLOW;
    }

    public boolean isWithinBoundary(String action, String resource, Context context) {
        return ofLimit(boundary, action, resource, context) == Verdict.ALLOW;
    }

    /// The condition keys these policies ask for where they speak of an action, lower case.
    public Set<String> keys(String action) {
        Set<String> keys = new TreeSet<>();
        Stream.of(identity.values().stream(), boundary.stream(), session.stream())
                .flatMap(policies -> policies)
                .flatMap(policy -> policy.keys(action))
                .forEach(keys::add);
        return keys;
    }

    /// What the resource's own policy allows needs nothing more in its own account, if it names who is meant.
    private static void letPass(Map<By, Verdict> verdicts, Consent consent) {
        if (consent == Consent.TO_ROLE || consent == Consent.TO_CALLER) {
            verdicts.replace(By.IDENTITY, Verdict.SILENT, Verdict.ALLOW);
        }
        if (consent == Consent.TO_CALLER) {
            verdicts.replace(By.BOUNDARY, Verdict.SILENT, Verdict.ALLOW);
            verdicts.replace(By.SESSION, Verdict.SILENT, Verdict.ALLOW);
        }
    }

    private static Verdict consented(Caller caller, Resource resource, Consent consent) {
        return switch (consent) {
            case DENIED -> Verdict.DENY;
            case TO_ACCOUNT, TO_ROLE, TO_CALLER -> Verdict.ALLOW;
            case SILENT ->
                resource.decides() || !resource.account().equals(caller.account()) ? Verdict.SILENT : Verdict.ALLOW;
        };
    }

    /// Every level has to allow it.
    private Verdict ofControls(String action, String resource, Context context) {
        List<Verdict> levels = controls.stream()
                .map(level -> of(level, action, resource, context))
                .toList();
        if (levels.contains(Verdict.DENY)) {
            return Verdict.DENY;
        }
        return levels.contains(Verdict.SILENT) ? Verdict.SILENT : Verdict.ALLOW;
    }

    private static Verdict ofLimit(Optional<PolicyDocument> limit, String action, String resource, Context context) {
        return limit.map(policy -> policy.of(action, resource, context)).orElse(Verdict.ALLOW);
    }

    private static Verdict of(Collection<PolicyDocument> policies, String action, String resource, Context context) {
        return PolicyDocument.strongest(policies.stream().map(policy -> policy.of(action, resource, context)));
    }

    private static Optional<By> first(Map<By, Verdict> verdicts, Verdict verdict) {
        return verdicts.entrySet().stream()
                .filter(said -> said.getValue() == verdict)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
