/// Accounts connected in the local cloud.
@NullMarked
package dev.levee.sandbox.onboarding;

import org.jspecify.annotations.NullMarked;
