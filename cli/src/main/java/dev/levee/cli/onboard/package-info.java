/// Making what account owners deploy.
@NullMarked
package dev.levee.cli.onboard;

import org.jspecify.annotations.NullMarked;
