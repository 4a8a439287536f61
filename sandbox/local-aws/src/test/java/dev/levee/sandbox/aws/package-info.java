/// The local AWS as unmodified clients see it.
@NullMarked
package dev.levee.sandbox.aws;

import org.jspecify.annotations.NullMarked;
