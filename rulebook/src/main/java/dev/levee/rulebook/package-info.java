/// What may be fixed and how: the controls, and what can be asked of them.
@NullMarked
package dev.levee.rulebook;

import org.jspecify.annotations.NullMarked;
