package dev.levee.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.FailureKind;
import dev.levee.cloud.aws.AwsClouds;
import dev.levee.rulebook.Call;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Inputs;
import dev.levee.rulebook.Judgement;
import dev.levee.rulebook.Place;
import dev.levee.rulebook.Purpose;
import dev.levee.rulebook.Read;
import dev.levee.rulebook.Resource;
import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.Situation;
import dev.levee.sandbox.SandboxAccount;
import dev.levee.sandbox.aws.LocalAws;
import dev.levee.sandbox.aws.s3.NewBuckets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// A control's session policy allows its fix, and not one action more than the fix needs: with any of them taken out,
/// the
/// cloud denies it.
class LeastPrivilegeTest {

    private static final String ACCOUNT = "111111111111";
    private static final String REGION = "eu-central-1";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalAws AWS = LocalAws.builder()
            .accounts(ACCOUNT)
            .newBuckets(NewBuckets.UNPROTECTED)
            .start();
    private static final AwsClouds CLOUDS = new AwsClouds(Optional.of(AWS.endpoint()));
    private static final CloudApi OWNER = as(AWS.account(ACCOUNT));
    private static final Map<String, String> RESOURCES = new LinkedHashMap<>();

    @BeforeAll
    static void prepare() {
        Calls calls = new Calls(OWNER, REGION);
        calls.make("iam:CreateRole", """
                {'RoleName': 'all', 'AssumeRolePolicyDocument': '%s'}""", escaped("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"AWS": "arn:aws:iam::%s:root"}}]}""".formatted(ACCOUNT)));
        calls.make("iam:PutRolePolicy", """
                {'RoleName': 'all', 'PolicyName': 'all', 'PolicyDocument': '%s'}""", escaped("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"""));
        SandboxAccount account = new SandboxAccount(ACCOUNT, "payments", List.of(), List.of(REGION), UUID.randomUUID());
        for (Mishap mishap : Mishaps.in(List.of(account))) {
            String arn = mishap.happen().apply(new Calls(OWNER, mishap.region()));
            mishap.controls().forEach(control -> RESOURCES.put(control, arn));
        }
        widen(calls);
    }

    @AfterAll
    static void stop() {
        CLOUDS.close();
        AWS.close();
    }

    @ParameterizedTest
    @MethodSource("controls")
    void aFixNeedsEveryActionOfItsSessionPolicyAndNoOther(Control control) {
        Resource resource = resource(control);
        JsonNode policy = control.sessionPolicy(resource, Purpose.FIX);
        awaitFixable(control, resource);

        for (String action : actions(policy)) {
            assertThat(fix(control, resource, without(action, policy)))
                    .as("without %s", action)
                    .hasValueSatisfying(failure -> assertThat(failure.kind()).isEqualTo(FailureKind.ACCESS_DENIED));
        }
        assertThat(fix(control, resource, policy)).isEmpty();
    }

    static Stream<Control> controls() {
        return Rulebook.standard().controls().stream();
    }

    /// A range around port 22 makes the fix use both of its actions: keep the other ports, then cut.
    private static void widen(Calls calls) {
        String arn = RESOURCES.getOrDefault("aws-ec2-security-group-open-ssh", "");
        calls.make(
                "ec2:AuthorizeSecurityGroupIngress",
                "{'GroupId': '%s', 'IpProtocol': 'tcp', 'FromPort': 20, 'ToPort': 25, 'CidrIp': '0.0.0.0/0'}",
                arn.substring(arn.lastIndexOf('/') + 1));
    }

    private static Resource resource(Control control) {
        String arn = RESOURCES.getOrDefault(control.id(), "");
        String last = arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
        String region = control.global() ? "us-east-1" : REGION;
        return control.resource(last.equals("root") ? ACCOUNT : last, new Place("aws", ACCOUNT, region));
    }

    private static void awaitFixable(Control control, Resource resource) {
        Awaitility.await().until(() -> control.judge(situation(control, resource)) instanceof Judgement.NonCompliant);
    }

    /// Makes the calls of the fix under the session policy, as things stand now.
    ///
    /// @return the first failure
    private static Optional<CloudAnswer.Failure> fix(Control control, Resource resource, JsonNode sessionPolicy) {
        CloudApi session = session(sessionPolicy);
        for (Call call : control.fix(situation(control, resource))) {
            if (session.call(new CloudCall(call.operation(), call.region(), call.document()))
                    instanceof CloudAnswer.Failure failure) {
                return Optional.of(failure);
            }
        }
        return Optional.empty();
    }

    private static Situation situation(Control control, Resource resource) {
        JsonNode inputs = switch (control.inputs(JSON.createObjectNode())) {
            case Inputs.Valid(JsonNode values) -> values;
            case Inputs.Invalid(List<String> problems) -> throw new AssertionError(problems.toString());
        };
        Map<String, JsonNode> state = new LinkedHashMap<>();
        for (Read read : control.reads()) {
            Call call = read.calls(resource, inputs, state).getFirst();
            state.put(
                    read.name(),
                    switch (OWNER.call(new CloudCall(call.operation(), call.region(), call.document()))) {
                        case CloudAnswer.Success success -> success.document();
                        case CloudAnswer.Failure failure
                        when read.meansAbsent(failure.code()) -> NullNode.getInstance();
                        case CloudAnswer.Failure failure -> throw new AssertionError(failure.toString());
                    });
        }
        return new Situation(resource, inputs, state, Optional.empty());
    }

    private static CloudApi session(JsonNode policy) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("RoleArn", "arn:aws:iam::%s:role/all".formatted(ACCOUNT));
        document.put("RoleSessionName", "least-privilege").put("Policy", policy.toString());
        return switch (OWNER.call(new CloudCall("sts:AssumeRole", REGION, document))) {
            case CloudAnswer.Success success -> {
                JsonNode key = success.document().path("Credentials");
                yield as(AwsSessionCredentials.create(
                        key.path("AccessKeyId").asText(),
                        key.path("SecretAccessKey").asText(),
                        key.path("SessionToken").asText()));
            }
            case CloudAnswer.Failure failure -> throw new AssertionError(failure.toString());
        };
    }

    private static CloudApi as(AwsCredentials credentials) {
        return CLOUDS.as(StaticCredentialsProvider.create(credentials), "levee-test/1");
    }

    private static List<String> actions(JsonNode policy) {
        return policy.findValues("Action").stream()
                .flatMap(LeastPrivilegeTest::texts)
                .distinct()
                .toList();
    }

    /// The policy without one action; a statement that loses its last one goes.
    private static JsonNode without(String action, JsonNode policy) {
        ObjectNode less = policy.deepCopy();
        ArrayNode statements = less.putArray("Statement");
        for (JsonNode statement : policy.path("Statement")) {
            List<String> left = texts(statement.path("Action"))
                    .filter(one -> !one.equals(action))
                    .toList();
            if (!left.isEmpty()) {
                left.forEach(((ObjectNode) statements.add(statement.deepCopy()).get(statements.size() - 1))
                        .putArray("Action")::add);
            }
        }
        if (statements.isEmpty()) {
            statements.addObject().put("Effect", "Deny").put("Action", "*").put("Resource", "*");
        }
        return less;
    }

    private static Stream<String> texts(JsonNode oneOrMany) {
        return oneOrMany.isTextual()
                ? Stream.of(oneOrMany.asText())
                : StreamSupport.stream(oneOrMany.spliterator(), false).map(JsonNode::asText);
    }

    /// For a document inside a document that is written with `'` for `"`.
    private static String escaped(String document) {
        return document.replaceAll("\\s+", " ").replace("\"", "\\\"");
    }
}
