package dev.levee.sandbox.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Roles and managed policies.
final class IamTypes {

    private static final String ROLE = "RoleName";
    private static final String POLICY = "PolicyName";
    private static final String DOCUMENT = "PolicyDocument";
    private static final String ARN = "PolicyArn";

    private IamTypes() {}

    static Made role(String id, Properties properties, Cloud cloud) {
        ObjectNode role = properties.copy(ROLE, "Description", "MaxSessionDuration", "PermissionsBoundary");
        role.put("AssumeRolePolicyDocument", properties.document("AssumeRolePolicyDocument"));
        String name = properties.text(ROLE);
        Map<String, String> policies = inline(properties);
        properties.refuseOthers();

        JsonNode created = cloud.call("iam:CreateRole", role);
        cloud.undoneBy("iam:DeleteRole", of(name));
        policies.forEach((policy, document) -> {
            cloud.call("iam:PutRolePolicy", of(name).put(POLICY, policy).put(DOCUMENT, document));
            cloud.undoneBy("iam:DeleteRolePolicy", of(name).put(POLICY, policy));
        });
        return new Made(name, Map.of("Arn", created.path("Role").path("Arn").asText()));
    }

    private static Map<String, String> inline(Properties properties) {
        Map<String, String> policies = new LinkedHashMap<>();
        properties.objects("Policies").forEach(policy -> {
            policies.put(policy.text(POLICY), policy.document(DOCUMENT));
            policy.refuseOthers();
        });
        return policies;
    }

    static Made managedPolicy(String id, Properties properties, Cloud cloud) {
        ObjectNode policy = properties.copy("Description");
        policy.put(POLICY, properties.text("ManagedPolicyName")).put(DOCUMENT, properties.document(DOCUMENT));
        List<String> roles = properties.texts("Roles");
        properties.refuseOthers();

        String arn = cloud.call("iam:CreatePolicy", policy)
                .path("Policy")
                .path("Arn")
                .asText();
        cloud.undoneBy("iam:DeletePolicy", Cloud.document().put(ARN, arn));
        roles.forEach(role -> {
            cloud.call("iam:AttachRolePolicy", of(role).put(ARN, arn));
            cloud.undoneBy("iam:DetachRolePolicy", of(role).put(ARN, arn));
        });
        return new Made(arn, Map.of());
    }

    private static ObjectNode of(String role) {
        return Cloud.document().put(ROLE, role);
    }
}
