/// Keys, their policies, names and states, and how other services use them.
@NullMarked
package dev.levee.sandbox.aws.kms;

import org.jspecify.annotations.NullMarked;
