/// What log groups keep.
@NullMarked
package dev.levee.sandbox.aws.logs;

import org.jspecify.annotations.NullMarked;
