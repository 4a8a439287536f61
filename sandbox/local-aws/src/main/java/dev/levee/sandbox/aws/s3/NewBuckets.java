package dev.levee.sandbox.aws.s3;

/// What a bucket starts with when its creator asks for nothing.
public enum NewBuckets {
    /// As S3 creates them since April 2023: encrypted with SSE-S3, which cannot be taken away, and closed to the
    /// public.
    PROTECTED,
    /// As S3 created them before: without default encryption and without a public access block. Lets people watch
    /// both being repaired.
    UNPROTECTED
}
