package dev.levee.sandbox.aws.iam;

import dev.levee.sandbox.aws.Caller;
import java.util.List;
import java.util.Optional;

/// A caller who has proved who they are, and what they may do. Read afresh for each call.
public final class Identity {

    private final Caller caller;
    private final List<PolicyDocument> policies;
    private final Optional<PolicyDocument> sessionPolicy;

    Identity(Caller caller, List<PolicyDocument> policies, Optional<PolicyDocument> sessionPolicy) {
        this.caller = caller;
        this.policies = policies;
        this.sessionPolicy = sessionPolicy;
    }

    public Caller caller() {
        return caller;
    }

    /// Why this action on this resource is not allowed, in AWS's words; empty if it is.
    public Optional<String> denial(String action, String resource, Context context) {
        List<Verdict> identity = policies.stream()
                .map(policy -> policy.of(action, resource, context))
                .toList();
        Verdict session = sessionPolicy
                .map(policy -> policy.of(action, resource, context))
                .orElse(Verdict.ALLOW);
        String why;
        if (identity.contains(Verdict.DENY)) {
            why = "with an explicit deny in an identity-based policy";
        } else if (session == Verdict.DENY) {
            why = "with an explicit deny in a session policy";
        } else if (!identity.contains(Verdict.ALLOW)) {
            why = "because no identity-based policy allows the %s action".formatted(action);
        } else if (session == Verdict.SILENT) {
            why = "because no session policy allows the %s action".formatted(action);
        } else {
            return Optional.empty();
        }
        return Optional.of("User: %s is not authorized to perform: %s on resource: %s %s"
                .formatted(caller.arn(), action, resource, why));
    }
}
