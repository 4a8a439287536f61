/// Expressions (CEL), the values they see, and documents with expressions in them.
@NullMarked
package dev.levee.rulebook.cel;

import org.jspecify.annotations.NullMarked;
