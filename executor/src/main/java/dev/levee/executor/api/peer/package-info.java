/// The other instances: which of them owns a resource, and handing a request on to it.
@NullMarked
package dev.levee.executor.api.peer;

import org.jspecify.annotations.NullMarked;
