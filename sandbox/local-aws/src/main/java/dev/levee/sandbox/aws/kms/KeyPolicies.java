package dev.levee.sandbox.aws.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.iam.Authorizer;
import dev.levee.sandbox.aws.iam.KnownPrincipals;
import dev.levee.sandbox.aws.policy.Context;
import dev.levee.sandbox.aws.policy.Denial;
import dev.levee.sandbox.aws.policy.PolicyDocument;
import dev.levee.sandbox.aws.policy.PolicyKind;
import dev.levee.sandbox.aws.policy.Resource;
import java.util.Optional;

/// The policies of keys, of which each has one.
final class KeyPolicies {

    private static final String NAME = "default";
    private static final String OF_THE_ACCOUNT = """
            {
              "Version" : "2012-10-17",
              "Id" : "key-default-1",
              "Statement" : [ {
                "Sid" : "Enable IAM User Permissions",
                "Effect" : "Allow",
                "Principal" : {
                  "AWS" : "arn:aws:iam::%s:root"
                },
                "Action" : "kms:*",
                "Resource" : "*"
              } ]
            }""";

    private final Keys keys;
    private final KnownPrincipals principals;
    private final Authorizer authorizer;

    KeyPolicies(Keys keys, KnownPrincipals principals, Authorizer authorizer) {
        this.keys = keys;
        this.principals = principals;
        this.authorizer = authorizer;
    }

    JsonNode put(Request request) {
        requireName(request);
        Key key = keys.own(request);
        String policy = accepted(request.required(Key.POLICY), key.arn(), request);
        keys.change(key, request, row -> row.put(Key.POLICY, policy));
        return JsonNodeFactory.instance.objectNode();
    }

    JsonNode get(Request request) {
        requireName(request);
        return JsonNodeFactory.instance
                .objectNode()
                .put(Key.POLICY, keys.own(request).row().path(Key.POLICY).asText())
                .put("PolicyName", NAME);
    }

    /// What a new key is to be held to.
    String first(String arn, Request request) {
        JsonNode policy = request.document().path(Key.POLICY);
        return policy.isTextual() && !policy.asText().isEmpty()
                ? accepted(policy.asText(), arn, request)
                : OF_THE_ACCOUNT.formatted(request.account());
    }

    private String accepted(String policy, String arn, Request request) {
        PolicyDocument document = PolicyKind.RESOURCE.read(policy, principals);
        if (!request.document().path("BypassPolicyLockoutSafetyCheck").asBoolean()) {
            requireChangeable(document, arn, request);
        }
        return policy;
    }

    /// A policy that its own author could never change is refused.
    private void requireChangeable(PolicyDocument policy, String arn, Request request) {
        Resource key = new Resource(arn, request.account(), Optional.of(policy), true);
        authorizer
                .denial(request, "kms:PutKeyPolicy", key, Context.empty())
                .filter(denial -> denial.by() == Denial.By.RESOURCE)
                .ifPresent(_ -> {
                    throw new AwsFault(
                            "MalformedPolicyDocumentException",
                            400,
                            "The new key policy will not allow you to update the key policy in the future.");
                });
    }

    private static void requireName(Request request) {
        String name = request.document().path("PolicyName").asText(NAME);
        if (!name.equals(NAME)) {
            throw new AwsFault("NotFoundException", 400, "No such policy exists");
        }
    }
}
