/// CloudFront: distributions and their configurations.
@NullMarked
package dev.levee.sandbox.aws.cloudfront;

import org.jspecify.annotations.NullMarked;
