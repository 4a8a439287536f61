/// The policy engine.
@NullMarked
package dev.levee.sandbox.aws.policy;

import org.jspecify.annotations.NullMarked;
