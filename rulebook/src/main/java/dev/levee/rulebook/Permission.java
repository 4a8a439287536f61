package dev.levee.rulebook;

/// What one call needs.
///
/// @param action as IAM names it, e.g. `s3:PutEncryptionConfiguration`: not always the operation's name
/// @param resource template of the ARN it is needed on, e.g. `${resource.arn}`, or `*`
public record Permission(String action, String resource) {}
