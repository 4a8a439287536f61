/// Whether Levee can do its work in an account: each step is tried for real, and nothing is changed.
@NullMarked
package dev.levee.executor.readiness;

import org.jspecify.annotations.NullMarked;
