package dev.levee.sandbox.aws.s3;

/// What a bucket starts with when its creator asks for nothing.
public enum NewBuckets {
    /// As S3 creates them since April 2023: encrypted with SSE-S3, which cannot be taken away, closed to the public,
    /// and without access control lists.
    PROTECTED,
    /// As S3 created them before: without default encryption, public access block and ownership controls. Lets people
    /// watch them being repaired.
    UNPROTECTED
}
