package dev.levee.sandbox.aws.wire;

import java.util.Map;
import java.util.Optional;

/// The two APIs of Elastic Load Balancing: requests of both are signed for one name, and their version tells them
/// apart. Everywhere else they are services of their own.
public final class ElbApis {

    private static final String SIGNED = "elasticloadbalancing";
    private static final Map<String, String> VERSIONS = Map.of("elb", "2012-06-01", "elbv2", "2015-12-01");

    private ElbApis() {}

    /// The service a message is for.
    ///
    /// @param signed the name it was signed for
    public static String service(String signed, HttpMessage message) {
        if (!signed.equals(SIGNED)) {
            return signed;
        }
        FormTree version = message.form().children().get("Version");
        return VERSIONS.entrySet().stream()
                .filter(api -> version != null && api.getValue().equals(version.value()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(signed);
    }

    /// What requests to a service are signed for, which is also what its IAM actions begin with.
    public static String signedName(String service) {
        return VERSIONS.containsKey(service) ? SIGNED : service;
    }

    public static Optional<String> version(String service) {
        return Optional.ofNullable(VERSIONS.get(service));
    }
}
