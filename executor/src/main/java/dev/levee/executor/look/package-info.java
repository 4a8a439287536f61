/// What a resource is like now, and what its control says of that.
@NullMarked
package dev.levee.executor.look;

import org.jspecify.annotations.NullMarked;
