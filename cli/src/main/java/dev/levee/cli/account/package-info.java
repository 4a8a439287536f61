/// The accounts Levee may look at: who they are, and whether it can do its work there.
@NullMarked
package dev.levee.cli.account;

import org.jspecify.annotations.NullMarked;
