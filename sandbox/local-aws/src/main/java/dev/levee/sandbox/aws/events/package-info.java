/// Rules that match events and pass them to queues.
@NullMarked
package dev.levee.sandbox.aws.events;

import org.jspecify.annotations.NullMarked;
