package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.Statement;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicyType;

class SimulationTest {

    private static final String HUB = "999900001111";
    private static final String MEMBER = "111122223333";
    private static final String ROLE = "arn:aws:iam::111122223333:role/scan";

    private final LocalAws aws =
            LocalAws.builder().accounts(HUB, MEMBER).organization().start();
    private final IamClient iam = Clients.in(aws, IamClient.builder(), MEMBER, Clients.REGION);

    @BeforeEach
    void createRole() {
        String boundary = iam.createPolicy(r -> r.policyName("boundary").policyDocument("""
                        {"Version": "2012-10-17", "Statement": [
                          {"Effect": "Allow", "Action": ["iam:Get*", "iam:List*", "s3:*"], "Resource": "*"},
                          {"Effect": "Deny", "Action": "iam:ListAccessKeys", "Resource": "*"}]}"""))
                .policy()
                .arn();
        iam.createRole(r -> r.roleName("scan").permissionsBoundary(boundary).assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]}"""));
        iam.putRolePolicy(r -> r.roleName("scan").policyName("read").policyDocument("""
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": ["iam:List*", "iam:GetRole", "iam:CreateUser"], "Resource": "*"},
                  {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::open/*",
                    "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}},
                  {"Effect": "Deny", "Action": "iam:GetRole", "Resource": "arn:aws:iam::*:role/scan"}]}"""));
        try (OrganizationsClient hub = Clients.in(aws, OrganizationsClient.builder(), HUB, Region.US_EAST_1)) {
            String id = hub.createPolicy(r -> r.name("no-users")
                            .description("")
                            .type(PolicyType.SERVICE_CONTROL_POLICY)
                            .content("""
                            {"Version": "2012-10-17", "Statement": [
                              {"Effect": "Deny", "Action": "iam:ListUsers", "Resource": "*"}]}"""))
                    .policy()
                    .policySummary()
                    .id();
            hub.attachPolicy(r -> r.targetId(MEMBER).policyId(id));
        }
    }

    @AfterEach
    void close() {
        iam.close();
        aws.close();
    }

    @Test
    void saysWhoIsAgainstAnAction() {
        List<EvaluationResult> results = simulate(
                "iam:ListRoles", "iam:GetUser", "iam:ListAccessKeys", "iam:CreateUser", "iam:ListUsers", "iam:GetRole");

        assertThat(results)
                .extracting(
                        EvaluationResult::evalDecisionAsString,
                        result -> result.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary(),
                        result -> result.organizationsDecisionDetail().allowedByOrganizations())
                .containsExactly(
                        tuple("allowed", true, true),
                        tuple("implicitDeny", true, true),
                        tuple("explicitDeny", false, true),
                        tuple("implicitDeny", false, true),
                        tuple("explicitDeny", true, false),
                        tuple("allowed", true, true));
        assertThat(results.getFirst().matchedStatements())
                .extracting(Statement::sourcePolicyId)
                .containsExactly("read");
    }

    @Test
    void saysOfEachResourceWhatBecomesOfIt() {
        EvaluationResult result = iam.simulatePrincipalPolicy(r -> r.policySourceArn(ROLE)
                        .actionNames("iam:GetRole")
                        .resourceArns("arn:aws:iam::111122223333:role/other", ROLE))
                .evaluationResults()
                .getFirst();

        assertThat(result.evalDecisionAsString()).isEqualTo("explicitDeny");
        assertThat(result.resourceSpecificResults())
                .extracting(ResourceSpecificResult::evalResourceDecisionAsString)
                .containsExactly("allowed", "explicitDeny");
    }

    @Test
    void needsTheContextThatPoliciesAskFor() {
        String object = "arn:aws:s3:::open/a";

        assertThat(iam.simulatePrincipalPolicy(r -> r.policySourceArn(ROLE)
                                .actionNames("s3:GetObject")
                                .resourceArns(object))
                        .evaluationResults())
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.evalDecisionAsString()).isEqualTo("implicitDeny");
                    assertThat(result.missingContextValues()).containsExactly("aws:requestedregion");
                });
        assertThat(iam.simulatePrincipalPolicy(r -> r.policySourceArn(ROLE)
                                .actionNames("s3:GetObject")
                                .resourceArns(object)
                                .contextEntries(c -> c.contextKeyName("aws:RequestedRegion")
                                        .contextKeyType(ContextKeyTypeEnum.STRING)
                                        .contextKeyValues("eu-west-1")))
                        .evaluationResults())
                .singleElement()
                .satisfies(result -> assertThat(result.evalDecisionAsString()).isEqualTo("allowed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListRoles", "ListUsers", "ListAccessKeys", "GetAccountPasswordPolicy"})
    void agreesWithWhatThenHappens(String operation) {
        boolean allowed =
                simulate("iam:" + operation).getFirst().evalDecisionAsString().equals("allowed");

        try (IamClient session = session()) {
            switch (operation) {
                case "ListRoles" -> happens(allowed, session::listRoles);
                case "ListUsers" -> happens(allowed, session::listUsers);
                case "ListAccessKeys" -> happens(allowed, () -> session.listAccessKeys(r -> r.userName("admin")));
                default -> happens(allowed, session::getAccountPasswordPolicy);
            }
        }
    }

    @Test
    void comesPageByPage() {
        String[] actions = Stream.iterate(0, i -> i + 1)
                .limit(5)
                .map(i -> "iam:ListNumber" + i)
                .toArray(String[]::new);

        assertThat(iam.simulatePrincipalPolicyPaginator(r ->
                                r.policySourceArn(ROLE).actionNames(actions).maxItems(2))
                        .evaluationResults())
                .hasSize(5);
        expect(
                "NoSuchEntity",
                404,
                () -> iam.simulatePrincipalPolicy(
                        r -> r.policySourceArn(ROLE + "-2").actionNames("iam:ListRoles")));
        expect("InvalidInput", 400, () -> simulate("ListRoles"));
    }

    private static void happens(boolean allowed, Runnable call) {
        try {
            call.run();
            assertThat(allowed).isTrue();
        } catch (AwsServiceException e) {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            assertThat(allowed).isFalse();
        }
    }

    private List<EvaluationResult> simulate(String... actions) {
        return iam.simulatePrincipalPolicy(r -> r.policySourceArn(ROLE).actionNames(actions))
                .evaluationResults();
    }

    private IamClient session() {
        return Clients.inRole(aws, IamClient.builder(), MEMBER, ROLE);
    }
}
