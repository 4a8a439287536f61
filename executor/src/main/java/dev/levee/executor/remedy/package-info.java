/// One command from its order to its outcome, in turns.
@NullMarked
package dev.levee.executor.remedy;

import org.jspecify.annotations.NullMarked;
