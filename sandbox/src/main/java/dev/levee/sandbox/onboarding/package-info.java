/// What an account's owner deploys so that Levee may work there, done in the local cloud.
@NullMarked
package dev.levee.sandbox.onboarding;

import org.jspecify.annotations.NullMarked;
