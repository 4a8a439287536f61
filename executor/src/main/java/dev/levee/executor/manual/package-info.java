/// Fixes that a person asks for, with a code read in the account.
@NullMarked
package dev.levee.executor.manual;

import org.jspecify.annotations.NullMarked;
