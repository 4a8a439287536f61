/// Who may run when: one lane per resource, so many fixes per account, and which offsets are behind us.
@NullMarked
package dev.levee.executor.lane;

import org.jspecify.annotations.NullMarked;
