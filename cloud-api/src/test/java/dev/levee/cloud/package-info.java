/// The cloud API without a cloud.
@NullMarked
package dev.levee.cloud;

import org.jspecify.annotations.NullMarked;
