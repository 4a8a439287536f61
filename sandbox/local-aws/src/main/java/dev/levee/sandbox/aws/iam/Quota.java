package dev.levee.sandbox.aws.iam;

import dev.levee.sandbox.aws.AwsFault;
import java.util.Collection;

/// How much IAM takes. White space in a policy does not count.
final class Quota {

    private static final int MANAGED = 6144;
    private static final int TRUST = 2048;
    private static final int POLICIES_PER_ROLE = 10;
    private static final int TAGS_PER_ROLE = 50;

    private Quota() {}

    static void ofManaged(String policy) {
        require(size(policy) <= MANAGED, "Cannot exceed quota for PolicySize: " + MANAGED);
    }

    static void ofTrust(String policy) {
        require(size(policy) <= TRUST, "Cannot exceed quota for ACLSizePerRole: " + TRUST);
    }

    /// @param most how much all the inline policies of one of this kind may have together
    static void ofInline(Collection<String> policies, int most, String kind, String name) {
        require(
                policies.stream().mapToInt(Quota::size).sum() <= most,
                "Maximum policy size of %d bytes exceeded for %s %s".formatted(most, kind, name));
    }

    static void ofAttached(int policies) {
        require(policies <= POLICIES_PER_ROLE, "Cannot exceed quota for PoliciesPerRole: " + POLICIES_PER_ROLE);
    }

    static void ofTags(int tags) {
        require(tags <= TAGS_PER_ROLE, "Cannot exceed quota for TagsPerRole: " + TAGS_PER_ROLE);
    }

    private static int size(String policy) {
        return (int) policy.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AwsFault("LimitExceeded", 409, otherwise);
        }
    }
}
