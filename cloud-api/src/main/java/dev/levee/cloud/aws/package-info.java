/// AWS by name: operations, their shapes and their answers through the SDK's own metadata.
@NullMarked
package dev.levee.cloud.aws;

import org.jspecify.annotations.NullMarked;
