package dev.levee.sandbox.aws.sqs;

import java.time.Instant;

/// A message as handed out once.
///
/// @param handle deletes the message, until it is handed out again
/// @param received how often the message was handed out, this time included
record Delivery(Message message, String handle, int received, Instant firstReceived) {}
