package dev.levee.sandbox.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.aws.AwsClouds;
import dev.levee.sandbox.aws.LocalAws;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class DeployerTest {

    private static final String ACCOUNT = "111122223333";
    private static final String REGION = "eu-central-1";
    private static final LocalAws AWS = LocalAws.builder().accounts(ACCOUNT).start();
    private static final AwsClouds CLOUDS = new AwsClouds(Optional.of(AWS.endpoint()));
    private static final CloudApi OWNER =
            CLOUDS.as(StaticCredentialsProvider.create(AWS.account(ACCOUNT)), "levee-test/1");

    private static final String QUEUES = """
            Parameters:
              Name:
                Type: String
                Default: orders
                AllowedPattern: ^[a-z]+$
                ConstraintDescription: lower case
              Readers: {Type: CommaDelimitedList, Default: ''}
            Conditions:
              HasReaders: !Not [!Equals [!Join ['', !Ref Readers], '']]
              IsThere: !Equals [!Ref AWS::Region, us-east-1]
            Resources:
              Policy:
                Type: AWS::SQS::QueuePolicy
                Condition: HasReaders
                Properties:
                  Queues: [!Ref Queue]
                  PolicyDocument:
                    Version: '2012-10-17'
                    Statement:
                      - Effect: Allow
                        Principal: {AWS: !Ref Readers}
                        Action: sqs:ReceiveMessage
                        Resource: !GetAtt Queue.Arn
              Queue:
                Type: AWS::SQS::Queue
                Properties:
                  QueueName: !Sub '${Name}-${AWS::AccountId}'
                  VisibilityTimeout: !If [IsThere, 10, 20]
                  MessageRetentionPeriod: !Select [1, !Split [',', '60,3600']]
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt DeadLetters.Arn, maxReceiveCount: 10}
              DeadLetters:
                Type: AWS::SQS::Queue
                Properties:
                  QueueName: !Join ['-', [!Ref Name, dead]]
                  VisibilityTimeout: !Ref AWS::NoValue
            Outputs:
              Arn: {Value: !GetAtt Queue.Arn}
              Nothing: {Condition: IsThere, Value: nothing}
            """;

    private final Deployer deployer = new Deployer(OWNER, ACCOUNT);
    private Optional<Stack> stack = Optional.empty();

    @AfterEach
    void delete() {
        stack.ifPresent(Stack::delete);
    }

    @AfterAll
    static void stop() {
        CLOUDS.close();
        AWS.close();
    }

    @Test
    void makesResourcesAfterThoseTheyReferTo() {
        Stack deployed = deploy(QUEUES, Map.of("Readers", ACCOUNT));

        assertThat(deployed.outputs()).containsExactly(Map.entry("Arn", arn("orders-" + ACCOUNT)));
        assertThat(attributes("orders-" + ACCOUNT))
                .containsEntry("VisibilityTimeout", "20")
                .containsEntry("MessageRetentionPeriod", "3600")
                .hasEntrySatisfying(
                        "RedrivePolicy", policy -> assertThat(policy).contains(arn("orders-dead")))
                .hasEntrySatisfying("Policy", policy -> assertThat(policy).contains(ACCOUNT, "sqs:ReceiveMessage"));
    }

    @Test
    void leavesOutWhatAConditionDoesNotAskFor() {
        deploy(QUEUES, Map.of("Name", "parcels"));

        assertThat(attributes("parcels-" + ACCOUNT)).doesNotContainKey("Policy");
    }

    @Test
    void deletesEverythingAgain() {
        deploy(QUEUES, Map.of("Readers", ACCOUNT)).delete();

        assertThat(queues()).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenAPartIsRefused() {
        String refused = QUEUES.replace("Resources:\n", """
                Resources:
                  Group:
                    Type: AWS::Logs::LogGroup
                    Properties: {LogGroupName: !GetAtt Queue.QueueName, RetentionInDays: 4}
                """);

        assertThatThrownBy(() -> deploy(refused, Map.of()))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("Group (AWS::Logs::LogGroup)")
                .hasMessageContaining("logs:PutRetentionPolicy");
        assertThat(queues()).isEmpty();
        assertThat(call("logs:DescribeLogGroups", Map.of()).path("logGroups")).isEmpty();
    }

    @Test
    void leavesNothingBehindOfARoleThatIsRefusedHalfWay() {
        String refused = """
                Resources:
                  Role:
                    Type: AWS::IAM::Role
                    Properties:
                      RoleName: half
                      AssumeRolePolicyDocument:
                        Version: '2012-10-17'
                        Statement:
                          - {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: 'sts:AssumeRole'}
                      Policies:
                        - PolicyName: wrong
                          PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Perhaps}]}
                """;

        assertThatThrownBy(() -> deploy(refused, Map.of())).hasMessageContaining("iam:PutRolePolicy");
        assertThat(call("iam:ListRoles", Map.of()).path("Roles")).isEmpty();
    }

    @Test
    void leavesNothingBehindOfARuleWhoseTargetsAreRefused() {
        String refused = """
                Resources:
                  Rule:
                    Type: AWS::Events::Rule
                    Properties:
                      Name: half
                      EventPattern: {source: [aws.s3]}
                      Targets: [{Id: nowhere, Arn: 'arn:aws:nothing:eu-central-1:111122223333:there'}]
                """;

        assertThatThrownBy(() -> deploy(refused, Map.of())).isInstanceOf(RuntimeException.class);
        assertThat(call("events:ListRules", Map.of()).path("Rules")).isEmpty();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("Type: AWS::SQS::Queue\n", "Type: AWS::SQS::Topic\n", "AWS::SQS::Topic is not known"),
                Arguments.of("VisibilityTimeout: !If", "Visibility: !If", "the property Visibility is not known"),
                Arguments.of("!Join ['-'", "!Base64 ['-'", "!Base64 is not known"),
                Arguments.of("!Join ['-'", "{'Fn::Base64': x} # ", "Fn::Base64 is not known"),
                Arguments.of("Value: !GetAtt Queue.Arn", "Value: !GetAtt Queue.Url", "no attribute Url"),
                Arguments.of("!Ref Readers}", "!Ref Writers}", "no Writers to refer to"),
                Arguments.of("!If [IsThere", "!If [IsHere", "no condition IsHere"),
                Arguments.of("!Join ['-', [!Ref Name", "!Join ['-', [!GetAtt Queue.QueueName", "need each other"),
                Arguments.of("    Condition: HasReaders\n", "    Metadata: {}\n", "Metadata is not known"),
                Arguments.of("    Condition: HasReaders\n", "    DeletionPolicy: Retain\n", "DeletionPolicy"),
                Arguments.of("Type: String", "Type: Number", "type Number is not known"),
                Arguments.of("Outputs:", "Transform: x\nOutputs:", "Transform is not known"),
                Arguments.of("  Nothing: {", "  Arn: {", "Arn stands here twice"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refusesByNameWhatItDoesNotKnow(String right, String wrong, String complaint) {
        assertThat(QUEUES).contains(right);

        assertThatThrownBy(() -> deploy(QUEUES.replace(right, wrong), Map.of("Readers", ACCOUNT)))
                .hasMessageContaining(complaint);
        assertThat(queues()).isEmpty();
    }

    @Test
    void holdsParametersAgainstWhatTheTemplateAsks() {
        assertThatThrownBy(() -> deploy(QUEUES, Map.of("Name", "Orders")))
                .hasMessage("parameter Name must be lower case");
        assertThatThrownBy(() -> deploy(QUEUES, Map.of("Names", "orders"))).hasMessageContaining("no parameter Names");
        assertThatThrownBy(() -> deploy(QUEUES.replace("    Default: orders\n", ""), Map.of()))
                .hasMessageContaining("parameter Name has no value");
    }

    private Stack deploy(String template, Map<String, String> parameters) {
        Stack deployed = deployer.deploy(template, REGION, parameters);
        stack = Optional.of(deployed);
        return deployed;
    }

    private static String arn(String queue) {
        return "arn:aws:sqs:%s:%s:%s".formatted(REGION, ACCOUNT, queue);
    }

    private static List<String> queues() {
        return Documents.texts(call("sqs:ListQueues", Map.of()).path("QueueUrls"));
    }

    private static Map<String, String> attributes(String queue) {
        String url = call("sqs:GetQueueUrl", Map.of("QueueName", queue))
                .path("QueueUrl")
                .asText();
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("QueueUrl", url);
        document.putArray("AttributeNames").add("All");
        JsonNode attributes = answer(OWNER.call(new CloudCall("sqs:GetQueueAttributes", REGION, document)))
                .path("Attributes");
        return attributes.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, attribute -> attribute.getValue().asText()));
    }

    private static JsonNode call(String operation, Map<String, String> members) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        members.forEach(document::put);
        return answer(OWNER.call(new CloudCall(operation, REGION, document)));
    }

    private static JsonNode answer(CloudAnswer answer) {
        return switch (answer) {
            case CloudAnswer.Success success -> success.document();
            case CloudAnswer.Failure failure -> throw new AssertionError(failure);
        };
    }
}
