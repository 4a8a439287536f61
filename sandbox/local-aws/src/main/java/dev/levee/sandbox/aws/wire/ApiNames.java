package dev.levee.sandbox.aws.wire;

import java.util.Map;
import java.util.Optional;

/// A service is known here as its API is to the SDK. Most requests are signed for that name; those of OpenSearch are
/// for `es`, of CloudWatch for `monitoring`, and those of both APIs of Elastic Load Balancing for one, whose version
/// tells them apart.
public final class ApiNames {

    private static final Map<String, String> SIGNED = Map.of(
            "cloudwatch", "monitoring",
            "elb", "elasticloadbalancing",
            "elbv2", "elasticloadbalancing",
            "opensearch", "es");

    private static final Map<String, String> VERSIONS = Map.of("elb", "2012-06-01", "elbv2", "2015-12-01");

    private ApiNames() {}

    /// The service a message is for.
    ///
    /// @param signed the name it was signed for
    public static String service(String signed, HttpMessage message) {
        return SIGNED.entrySet().stream()
                .filter(api -> api.getValue().equals(signed))
                .map(Map.Entry::getKey)
                .filter(api -> version(api)
                        .map(version -> version.equals(asked(message)))
                        .orElse(true))
                .findFirst()
                .orElse(signed);
    }

    /// What requests to a service are signed for, which is also what its IAM actions and its events begin with.
    public static String signedName(String service) {
        return SIGNED.getOrDefault(service, service);
    }

    /// What tells a service from others of the same signed name; empty if there are none.
    public static Optional<String> version(String service) {
        return Optional.ofNullable(VERSIONS.get(service));
    }

    private static String asked(HttpMessage message) {
        FormTree version = message.form().children().get("Version");
        return version == null ? "" : version.value();
    }
}
