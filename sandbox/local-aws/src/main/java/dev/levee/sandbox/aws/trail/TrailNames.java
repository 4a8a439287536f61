package dev.levee.sandbox.aws.trail;

/// The trail's names of members.
final class TrailNames {

    static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

    private TrailNames() {}

    /// First letter in lower case, the rest as it is: `DBInstanceIdentifier` is `dBInstanceIdentifier`.
    static String lowerCamel(String name) {
        return name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
