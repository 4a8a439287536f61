package dev.levee.sandbox.readiness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.sandbox.SandboxAccount;
import dev.levee.schemas.Account;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/// The administrator of an account, who breaks things there.
///
/// @param account as Levee knows it
record Owner(CloudApi api, SandboxAccount deployed, Account account) {

    private static final ObjectMapper JSON = new ObjectMapper();

    String home() {
        return deployed.homeRegion();
    }

    String otherRegion() {
        return deployed.regions().getLast();
    }

    String secret() {
        return account.getConnection().getSecretArn().orElseThrow();
    }

    /// In the home region.
    JsonNode call(String operation, String document, Object... arguments) {
        return callIn(home(), operation, document, arguments);
    }

    JsonNode callIn(String region, String operation, String document, Object... arguments) {
        return call(api, operation, region, document.formatted(arguments));
    }

    static JsonNode call(CloudApi api, String operation, String region, String document) {
        try {
            return switch (api.call(new CloudCall(operation, region, JSON.readTree(document)))) {
                case CloudAnswer.Success success -> success.document();
                case CloudAnswer.Failure failure ->
                    throw new IllegalStateException(
                            "%s: %s %s".formatted(operation, failure.code(), failure.message()));
            };
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    void deleteRole(String role) {
        attachedTo(role).forEach(policy -> detach(role, policy));
        for (JsonNode policy :
                call("iam:ListRolePolicies", "{\"RoleName\": \"%s\"}", role).path("PolicyNames")) {
            call("iam:DeleteRolePolicy", "{\"RoleName\": \"%s\", \"PolicyName\": \"%s\"}", role, policy.asText());
        }
        call("iam:DeleteRole", "{\"RoleName\": \"%s\"}", role);
    }

    /// Names of managed policies.
    List<String> attachedTo(String role) {
        JsonNode attached = call("iam:ListAttachedRolePolicies", "{\"RoleName\": \"%s\"}", role);
        return StreamSupport.stream(attached.path("AttachedPolicies").spliterator(), false)
                .map(policy -> policy.path("PolicyName").asText())
                .toList();
    }

    void detach(String role, String policy) {
        call("iam:DetachRolePolicy", "{\"RoleName\": \"%s\", \"PolicyArn\": \"%s\"}", role, policyArn(policy));
    }

    String policyArn(String policy) {
        return "arn:aws:iam::%s:policy/%s".formatted(account.getId(), policy);
    }

    /// Lets Levee's principals assume a role with another external id only.
    void trustOnly(String role, String externalId, List<String> principals) {
        String trust = document("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"AWS": %s}, "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}]}""".formatted(JSON.valueToTree(principals), externalId));
        call("iam:UpdateAssumeRolePolicy", "{\"RoleName\": \"%s\", \"PolicyDocument\": %s}", role, trust);
    }

    /// A policy as a member of a request: text in JSON.
    static String document(String policy) {
        try {
            return JSON.writeValueAsString(JSON.readTree(policy).toString());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
