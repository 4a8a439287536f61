package dev.levee.sandbox.onboarding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Permission;
import dev.levee.rulebook.Purpose;
import dev.levee.rulebook.Rulebook;
import dev.levee.sandbox.SandboxAccount;
import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Provider;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Deploys in one account what its owner would: the scan role, the remediator role, the secret of the codes, and the
/// rules that forward its events. The permissions are those of the rulebook's controls and nothing else.
public final class Onboarding {

    static final String SCAN_ROLE = "levee-scan";
    public static final String REMEDIATOR_ROLE = "levee-remediator";
    private static final String SECRET = "levee/otp";
    private static final String IAM_REGION = "us-east-1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CloudApi owner;
    private final Rulebook rulebook;
    private final String queueArn;

    /// @param owner calls as the account's administrator
    /// @param queueArn where events go
    public Onboarding(CloudApi owner, Rulebook rulebook, String queueArn) {
        this.owner = owner;
        this.rulebook = rulebook;
        this.queueArn = queueArn;
    }

    /// Lets the accounts' rules put events on the queue.
    public static String queuePolicy(String queueArn) {
        ObjectNode policy = JSON.createObjectNode().put("Version", "2012-10-17");
        ObjectNode statement = policy.putArray("Statement").addObject();
        statement.put("Effect", "Allow").put("Action", "sqs:SendMessage").put("Resource", queueArn);
        statement.putObject("Principal").put("Service", "events.amazonaws.com");
        statement.putObject("Condition").putObject("ArnLike").put("aws:SourceArn", "arn:aws:events:*:*:rule/levee");
        return policy.toString();
    }

    /// @param codes makes the account's codes; its key becomes the account's secret
    public Account deploy(SandboxAccount account, CodeRotation codes) {
        String secretArn = call(
                        "secretsmanager:CreateSecret", account.regions().getFirst(), """
                {"Name": "%s", "SecretString": "%s"}""".formatted(SECRET, codes.key()))
                .path("ARN")
                .asText();
        createRole(
                SCAN_ROLE,
                TrustPolicy.forExternalIds(List.of(account.externalId().toString())));
        allow(SCAN_ROLE, readActions(), List.of("*"));
        allow(SCAN_ROLE, "secret", List.of("secretsmanager:GetSecretValue"), List.of(secretArn));
        createRole(REMEDIATOR_ROLE, codes.trustPolicy());
        allow(REMEDIATOR_ROLE, fixActions(), List.of("*"));
        account.regions().forEach(this::forwardEvents);
        return record(account, secretArn);
    }

    private static Account record(SandboxAccount account, String secretArn) {
        return Account.newBuilder()
                .setId(account.id())
                .setProvider(Provider.AWS)
                .setName(account.name())
                .setGroups(account.groups())
                .setRegions(account.regions())
                .setConnection(AwsConnection.newBuilder()
                        .setMode(ConnectionMode.AUTOMATED)
                        .setScanRoleArn(account.roleArn(SCAN_ROLE))
                        .setRemediatorRoleArn(account.roleArn(REMEDIATOR_ROLE))
                        .setExternalId(account.externalId().toString())
                        .setSecretArn(secretArn)
                        .build())
                .build();
    }

    private void createRole(String name, JsonNode trustPolicy) {
        ObjectNode role = JSON.createObjectNode();
        role.put("RoleName", name).put("AssumeRolePolicyDocument", trustPolicy.toString());
        call("iam:CreateRole", IAM_REGION, role);
    }

    private void allow(String role, Collection<String> actions, List<String> resources) {
        allow(role, "controls", actions, resources);
    }

    private void allow(String role, String name, Collection<String> actions, List<String> resources) {
        ObjectNode policy = JSON.createObjectNode().put("Version", "2012-10-17");
        ObjectNode statement = policy.putArray("Statement").addObject().put("Effect", "Allow");
        actions.forEach(statement.putArray("Action")::add);
        resources.forEach(statement.putArray("Resource")::add);
        ObjectNode call = JSON.createObjectNode();
        call.put("RoleName", role).put("PolicyName", name).put("PolicyDocument", policy.toString());
        call("iam:PutRolePolicy", IAM_REGION, call);
    }

    private void forwardEvents(String region) {
        call("events:PutRule", region, """
                {"Name": "levee", "State": "ENABLED",
                 "EventPattern": "{\\"detail-type\\": [\\"AWS API Call via CloudTrail\\"]}"}""");
        call("events:PutTargets", region, """
                {"Rule": "levee", "Targets": [{"Id": "levee", "Arn": "%s"}]}""".formatted(queueArn));
    }

    private Collection<String> readActions() {
        return actions(Purpose.READ);
    }

    private Collection<String> fixActions() {
        return actions(Purpose.FIX, Purpose.ROLLBACK);
    }

    private Collection<String> actions(Purpose... purposes) {
        Collection<String> actions = new TreeSet<>();
        for (Control control : rulebook.controls()) {
            Stream.of(purposes)
                    .flatMap(purpose -> control.permissions(purpose).stream())
                    .map(Permission::action)
                    .forEach(actions::add);
        }
        return actions;
    }

    private JsonNode call(String operation, String region, String document) {
        try {
            return call(operation, region, JSON.readTree(document));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(operation, e);
        }
    }

    private JsonNode call(String operation, String region, JsonNode document) {
        return switch (owner.call(new CloudCall(operation, region, document))) {
            case CloudAnswer.Success(JsonNode answer, String _) -> answer;
            case CloudAnswer.Failure failure ->
                throw new IllegalStateException("onboarding stopped at %s: %s".formatted(operation, failure.code()));
        };
    }
}
