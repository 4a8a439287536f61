package dev.levee.sandbox.aws.iam;

import dev.levee.sandbox.aws.policy.PolicyDocument;
import java.util.List;
import java.util.Optional;

/// What belonging to an organisation means for the identities of an account.
public interface Membership {

    /// The id of its organisation; empty if it belongs to none.
    Optional<String> organization(String account);

    /// The service control policies it obeys, level by level from the root; empty if it obeys none.
    List<List<PolicyDocument>> controls(String account);
}
