/// The wire codec against the SDK, in both directions.
@NullMarked
package dev.levee.sandbox.aws.wire;

import org.jspecify.annotations.NullMarked;
