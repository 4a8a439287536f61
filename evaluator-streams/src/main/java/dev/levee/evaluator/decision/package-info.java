/// What follows from an event: pure functions of the event, the policies in force and the account, without Kafka.
@NullMarked
package dev.levee.evaluator.decision;

import org.jspecify.annotations.NullMarked;
