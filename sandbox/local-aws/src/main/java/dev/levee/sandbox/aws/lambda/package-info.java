/// Functions that really run, each in a process of its own.
@NullMarked
package dev.levee.sandbox.aws.lambda;

import org.jspecify.annotations.NullMarked;
