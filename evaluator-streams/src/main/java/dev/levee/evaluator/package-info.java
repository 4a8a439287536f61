/// The evaluator as a process: its configuration, its life and its main method.
@NullMarked
package dev.levee.evaluator;

import org.jspecify.annotations.NullMarked;
