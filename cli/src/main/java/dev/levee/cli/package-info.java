/// The operator's command line.
@NullMarked
package dev.levee.cli;

import org.jspecify.annotations.NullMarked;
