/// Stacks of nothing but stacks.
@NullMarked
package dev.levee.sandbox.aws.cloudformation;

import org.jspecify.annotations.NullMarked;
