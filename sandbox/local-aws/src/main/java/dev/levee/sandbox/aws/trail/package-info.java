/// What CloudTrail writes down about each call.
@NullMarked
package dev.levee.sandbox.aws.trail;

import org.jspecify.annotations.NullMarked;
