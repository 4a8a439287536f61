/// What Levee's own account and the owners of the others deploy, deployed in the local cloud.
@NullMarked
package dev.levee.sandbox.onboarding;

import org.jspecify.annotations.NullMarked;
