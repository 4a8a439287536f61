package dev.levee.sandbox.aws.policy;

/// What a policy says, the strongest last: silence is no permission, and a denial beats everything.
enum Verdict {
    SILENT,
    ALLOW,
    DENY
}
