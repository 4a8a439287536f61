package dev.levee.sandbox.aws.iam;

/// What a policy says: a denial beats everything, and silence is no permission.
enum Verdict {
    ALLOW,
    SILENT,
    DENY
}
