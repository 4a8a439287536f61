/// The templates and what deploys them.
@NullMarked
package dev.levee.sandbox.deploy;

import org.jspecify.annotations.NullMarked;
