/// Findings, and having them fixed by hand, over the executor's API.
@NullMarked
package dev.levee.cli.finding;

import org.jspecify.annotations.NullMarked;
