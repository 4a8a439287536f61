/// The stream: from events to commands, audit and dead letters.
@NullMarked
package dev.levee.evaluator.topology;

import org.jspecify.annotations.NullMarked;
