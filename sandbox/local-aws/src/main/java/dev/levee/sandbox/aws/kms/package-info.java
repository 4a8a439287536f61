/// Keys and their rotation.
@NullMarked
package dev.levee.sandbox.aws.kms;

import org.jspecify.annotations.NullMarked;
