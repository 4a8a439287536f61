package dev.levee.sandbox.aws;

import java.time.Instant;

/// One call the local cloud answered.
///
/// @param caller ARN of the caller; empty when the credentials were no good
/// @param operation `s3:PutBucketEncryption`
/// @param outcome `OK`, or the error code
public record RecordedCall(
        Instant time, String caller, String operation, String region, String userAgent, String outcome) {}
