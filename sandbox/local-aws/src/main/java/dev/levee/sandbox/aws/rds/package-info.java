/// Database instances, which take a while to become what they were asked to be.
@NullMarked
package dev.levee.sandbox.aws.rds;

import org.jspecify.annotations.NullMarked;
