package dev.levee.executor.session;

import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import java.time.Instant;

/// What an attempt to become somebody in an account came to.
public sealed interface Opened {

    record Session(CloudApi api) implements Opened {}

    /// The account does not let Levee in, and why.
    ///
    /// @param subject ARN of the role or secret it is about
    record Blocked(Obstacle obstacle, String subject) implements Opened {

        /// What is in the way, and what to do about it.
        public String sentence() {
            return "%s: %s".formatted(obstacle.sentence(subject), obstacle.mend());
        }
    }

    /// Not tried: the account was blocked several times in a row, and is left alone for a while.
    record Held(Blocked because, Instant until) implements Opened {}

    /// A call on the way failed, which says nothing about what the account's owner deployed.
    ///
    /// @param operation which one, e.g. `secretsmanager:GetSecretValue`
    record Failed(String operation, CloudAnswer.Failure failure) implements Opened {}
}
