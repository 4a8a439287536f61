/// What an account's owner deploys so that Levee may work there.
@NullMarked
package dev.levee.onboarding;

import org.jspecify.annotations.NullMarked;
