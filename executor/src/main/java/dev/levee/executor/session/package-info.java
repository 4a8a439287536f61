/// Credentials: how Levee becomes an account's reader, and for one fix its remediator. Nothing in here is ever printed.
@NullMarked
package dev.levee.executor.session;

import org.jspecify.annotations.NullMarked;
