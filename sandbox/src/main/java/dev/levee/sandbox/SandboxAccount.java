package dev.levee.sandbox;

import java.util.List;
import java.util.UUID;

/// An account of the local cloud.
///
/// @param groups what policies call it by
/// @param regions where its events are forwarded from; the first is its home region
/// @param externalId the UUID its roles know Levee by
public record SandboxAccount(String id, String name, List<String> groups, List<String> regions, UUID externalId) {

    /// Levee's own account: its identity and the queue of events.
    public static final String HUB = "999999999999";

    public static final String HUB_REGION = "eu-central-1";

    /// The accounts the sandbox watches. The external ids are new in every sandbox.
    public static List<SandboxAccount> watched() {
        List<String> regions = List.of("eu-central-1", "us-east-1");
        return List.of(
                new SandboxAccount("111111111111", "payments", List.of("production"), regions, UUID.randomUUID()),
                new SandboxAccount("222222222222", "analytics", List.of("production"), regions, UUID.randomUUID()));
    }

    public String homeRegion() {
        return regions.getFirst();
    }

    public String roleArn(String role) {
        return "arn:aws:iam::%s:role/%s".formatted(id, role);
    }
}
