package dev.levee.sandbox.aws.policy;

/// Why something is not allowed.
///
/// @param by the policies that do not let it
/// @param explicit whether one of them denies it; otherwise none allows it
public record Denial(By by, boolean explicit) {

    /// The policies that have a say, in the order in which AWS names one.
    public enum By {
        SERVICE_CONTROL("a service control policy", "no service control policy"),
        RESOURCE("a resource-based policy", "no resource-based policy"),
        TRUST("the role trust policy", "no role trust policy"),
        IDENTITY("an identity-based policy", "no identity-based policy"),
        BOUNDARY("a permissions boundary", "no permissions boundary"),
        SESSION("a session policy", "no session policy");

        private final String one;
        private final String none;

        By(String one, String none) {
            this.one = one;
            this.none = none;
        }
    }

    /// In AWS's words.
    public String words(String action) {
        return explicit
                ? "with an explicit deny in " + by.one
                : "because %s allows the %s action".formatted(by.none, action);
    }
}
