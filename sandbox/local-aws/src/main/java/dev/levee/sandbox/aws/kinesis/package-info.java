/// Data streams: what their file in `operations/` cannot say.
@NullMarked
package dev.levee.sandbox.aws.kinesis;

import org.jspecify.annotations.NullMarked;
