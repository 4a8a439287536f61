/// What an owner wants done and where: the policy language, and policies made ready to be asked.
@NullMarked
package dev.levee.rulebook.policy;

import org.jspecify.annotations.NullMarked;
