package dev.levee.sandbox.onboarding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.SandboxAccount;
import java.util.List;

/// Who may assume a role: Levee's account, with one of these external ids.
final class TrustPolicy {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TrustPolicy() {}

    static JsonNode forExternalIds(List<String> externalIds) {
        ObjectNode policy = JSON.createObjectNode().put("Version", "2012-10-17");
        ObjectNode statement = policy.putArray("Statement").addObject();
        statement.put("Effect", "Allow").put("Action", "sts:AssumeRole");
        statement.putObject("Principal").put("AWS", "arn:aws:iam::%s:root".formatted(SandboxAccount.HUB));
        externalIds.forEach(
                statement.putObject("Condition").putObject("StringEquals").putArray("sts:ExternalId")::add);
        return policy;
    }
}
