package dev.levee.executor.session;

import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;

/// What an attempt to become somebody in an account came to.
public sealed interface Opened {

    record Session(CloudApi api) implements Opened {}

    /// The role's trust said no. A code that was just changed takes a while to spread, so later it may say yes.
    record NotTrusted() implements Opened {}

    /// A call on the way failed.
    ///
    /// @param operation which one, e.g. `secretsmanager:GetSecretValue`
    record Failed(String operation, CloudAnswer.Failure failure) implements Opened {}

    /// What the account's owner deployed cannot be used.
    record Misconfigured(String why) implements Opened {}
}
