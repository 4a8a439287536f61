package dev.levee.sandbox.aws.policy;

import dev.levee.sandbox.aws.Caller;
import java.util.Optional;

/// What somebody wants to do something with.
///
/// @param account whose it is
/// @param policy its own
/// @param decides whether its policy has to agree even to callers of its own account, as a key's and a role's do
public record Resource(String arn, String account, Optional<PolicyDocument> policy, boolean decides) {

    /// One without a policy of its own.
    public static Resource plain(String arn, String account) {
        return new Resource(arn, account, Optional.empty(), false);
    }

    public static Resource role(String arn, String account, PolicyDocument trust) {
        return new Resource(arn, account, Optional.of(trust), true);
    }

    Consent consent(Caller caller, String action, Context context) {
        return policy.map(own -> own.of(caller, action, arn, context)).orElse(Consent.SILENT);
    }
}
