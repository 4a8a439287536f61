package dev.levee.sandbox.onboarding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.onboarding.Template;
import dev.levee.sandbox.deploy.Deployer;
import dev.levee.sandbox.deploy.Stack;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// Levee's own account, with the stack of the hub. No pod can assume a role here: a user does instead who may do what
/// the executor's and the ingest connector's roles may do, and no more.
///
/// @param principals who assume the accounts' roles: that user, and for a person on the command line the administrator
/// @param identity the user's
public record Hub(String eventBusArn, String queueUrl, List<String> principals, AwsCredentials identity) {

    private static final String USER = "levee";
    private static final List<String> ROLES = List.of("levee-executor", "levee-ingest");

    /// Lets in the accounts of the organisation, or those of a list where there is none.
    ///
    /// @param owner calls as the account's administrator
    public static Hub deploy(CloudApi owner, String account, String region, Collection<String> accounts) {
        Calls calls = new Calls(owner, region);
        Stack stack = new Deployer(owner, account).deploy(Template.HUB.render(List.of()), region, calls.who(accounts));
        String user = calls.user();
        return new Hub(
                stack.output("EventBusArn"),
                stack.output("QueueUrl"),
                List.of(
                        user,
                        calls.answer("sts:GetCallerIdentity", Map.of())
                                .path("Arn")
                                .asText()),
                calls.key());
    }

    private record Calls(CloudApi owner, String region) {

        Map<String, String> who(Collection<String> accounts) {
            return switch (call("organizations:DescribeOrganization", Map.of())) {
                case CloudAnswer.Success success ->
                    Map.of(
                            "OrganizationId",
                            success.document().at("/Organization/Id").asText());
                case CloudAnswer.Failure _ -> Map.of("AccountIds", String.join(",", accounts));
            };
        }

        String user() {
            String arn = answer("iam:CreateUser", Map.of("UserName", USER))
                    .at("/User/Arn")
                    .asText();
            for (String role : ROLES) {
                for (JsonNode policy :
                        answer("iam:ListRolePolicies", Map.of("RoleName", role)).path("PolicyNames")) {
                    JsonNode document = answer(
                                    "iam:GetRolePolicy", Map.of("RoleName", role, "PolicyName", policy.asText()))
                            .path("PolicyDocument");
                    answer(
                            "iam:PutUserPolicy",
                            Map.of(
                                    "UserName",
                                    USER,
                                    "PolicyName",
                                    role,
                                    "PolicyDocument",
                                    URLDecoder.decode(document.asText(), StandardCharsets.UTF_8)));
                }
            }
            return arn;
        }

        AwsCredentials key() {
            JsonNode key =
                    answer("iam:CreateAccessKey", Map.of("UserName", USER)).path("AccessKey");
            return AwsBasicCredentials.create(
                    key.path("AccessKeyId").asText(),
                    key.path("SecretAccessKey").asText());
        }

        JsonNode answer(String operation, Map<String, String> members) {
            return switch (call(operation, members)) {
                case CloudAnswer.Success success -> success.document();
                case CloudAnswer.Failure failure ->
                    throw new IllegalStateException("%s was refused: %s".formatted(operation, failure.code()));
            };
        }

        private CloudAnswer call(String operation, Map<String, String> members) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            members.forEach(document::put);
            return owner.call(new CloudCall(operation, region, document));
        }
    }
}
