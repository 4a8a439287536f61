/// From bytes to events: what can be read, what nobody can read, and what cannot be read just now.
@NullMarked
package dev.levee.evaluator.reading;

import org.jspecify.annotations.NullMarked;
