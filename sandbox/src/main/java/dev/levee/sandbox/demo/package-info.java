/// A scenario played on the sandbox, and what is seen of it.
@NullMarked
package dev.levee.sandbox.demo;

import org.jspecify.annotations.NullMarked;
