/// AWS wire protocols, decoded and encoded with the SDK's own metadata.
@NullMarked
package dev.levee.sandbox.aws.wire;

import org.jspecify.annotations.NullMarked;
