/// Who calls the API, and in which accounts he may do what.
@NullMarked
package dev.levee.executor.api.access;

import org.jspecify.annotations.NullMarked;
