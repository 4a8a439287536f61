package dev.levee.ingest.decode;

import java.time.Instant;

/// Where and when a stretch of input was got; it goes into every event that is found in it.
///
/// @param source e.g. `sqs:levee-events` or `file:trail.json.gz`
/// @param observedAt when the source had it ready for Levee, or when Levee read it
public record Input(String source, Instant observedAt) {}
