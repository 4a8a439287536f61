package dev.levee.sandbox.aws.lambda;

import java.time.Instant;

/// A line a function printed.
///
/// @param function its ARN
public record FunctionLine(Instant time, String function, String text) {}
