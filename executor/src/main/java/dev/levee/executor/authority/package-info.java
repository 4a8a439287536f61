/// Whether a command may be carried out: decided anew, from the policies and accounts as they are now.
@NullMarked
package dev.levee.executor.authority;

import org.jspecify.annotations.NullMarked;
