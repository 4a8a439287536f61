package dev.levee.cloud.aws;

import dev.levee.cloud.CloudAnswer;
import java.util.Locale;

/// Whose word denied a call, as far as AWS says: it names the kind of policy in its message.
///
/// Source: IAM User Guide, "Troubleshoot access denied error messages".
public enum Denial {
    SERVICE_CONTROL_POLICY("service control policy"),
    RESOURCE_CONTROL_POLICY("resource control policy"),
    PERMISSIONS_BOUNDARY("permissions boundary"),
    SESSION_POLICY("session policy"),
    IDENTITY_POLICY("identity-based policy"),
    RESOURCE_POLICY("resource-based policy"),

    /// The service was let in, and its key was not.
    KEY("access to kms is not allowed"),

    /// AWS does not say.
    UNSAID("");

    private final String words;

    Denial(String words) {
        this.words = words;
    }

    public static Denial of(CloudAnswer.Failure failure) {
        String message = failure.message().toLowerCase(Locale.ROOT).replace("policies", "policy");
        for (Denial denial : values()) {
            if (message.contains(denial.words)) {
                return denial;
            }
        }
        return UNSAID;
    }

    /// Nobody in the account can change it.
    public boolean isOfTheOrganization() {
        return this == SERVICE_CONTROL_POLICY || this == RESOURCE_CONTROL_POLICY;
    }
}
