/// The policy engine.
@NullMarked
package dev.levee.sandbox.aws.iam;

import org.jspecify.annotations.NullMarked;
