/// The language of policies, and what all the policies that have a say allow together.
@NullMarked
package dev.levee.sandbox.aws.policy;

import org.jspecify.annotations.NullMarked;
