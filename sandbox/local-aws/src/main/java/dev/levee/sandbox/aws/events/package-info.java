/// Buses, and rules that pass events on, or are due by themselves, to queues, functions and other buses.
@NullMarked
package dev.levee.sandbox.aws.events;

import org.jspecify.annotations.NullMarked;
