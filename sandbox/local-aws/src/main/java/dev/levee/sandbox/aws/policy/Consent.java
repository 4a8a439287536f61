package dev.levee.sandbox.aws.policy;

/// What the policy of a resource says of a caller, the strongest last.
enum Consent {
    SILENT,
    /// Whoever the caller's account lets.
    TO_ACCOUNT,
    /// The role the caller has assumed, within its boundary and the session's policy.
    TO_ROLE,
    TO_CALLER,
    DENIED
}
