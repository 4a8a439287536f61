/// The SDK's metadata, put to use.
@NullMarked
package dev.levee.cloud.aws;

import org.jspecify.annotations.NullMarked;
