/// Buckets and the settings each of them carries.
@NullMarked
package dev.levee.sandbox.aws.s3;

import org.jspecify.annotations.NullMarked;
