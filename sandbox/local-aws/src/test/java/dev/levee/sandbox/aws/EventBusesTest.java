package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.ACCOUNT;
import static dev.levee.sandbox.aws.Clients.OTHER_ACCOUNT;
import static dev.levee.sandbox.aws.Clients.REGION;
import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBus;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// A hub's bus, and accounts that forward to it.
class EventBusesTest {

    private static final String HUB = OTHER_ACCOUNT;
    private static final String BUS = "arn:aws:events:eu-west-1:%s:event-bus/levee".formatted(HUB);
    private static final String FORWARDER = "arn:aws:iam::%s:role/forwarder".formatted(ACCOUNT);
    private static final String TRUSTS_EVENTS = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
              "Principal": {"Service": "events.amazonaws.com"}, "Action": "sts:AssumeRole",
              "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:events:*:*:rule/*"}}}]}""";
    private static final String MAY_FORWARD = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "events:PutEvents", "Resource": "%s"}]}""".formatted(BUS);
    private static final String ADMITS_ACCOUNT = """
            {"Version": "2012-10-17", "Statement": [{"Sid": "account", "Effect": "Allow",
              "Principal": {"AWS": "arn:aws:iam::%s:root"}, "Action": "events:PutEvents", "Resource": "%s"}]}""".formatted(ACCOUNT, BUS);
    private static final String OWN_APP = "{\"source\": [\"my.app\"]}";

    private LocalAws aws;
    private EventBridgeClient hub;
    private EventBridgeClient spoke;
    private SqsClient hubQueues;
    private SqsClient spokeQueues;
    private IamClient iam;

    @BeforeEach
    void start() {
        aws = LocalAws.builder().accounts(ACCOUNT, HUB).start();
        hub = Clients.in(aws, EventBridgeClient.builder(), HUB, REGION);
        spoke = Clients.in(aws, EventBridgeClient.builder());
        hubQueues = Clients.in(aws, SqsClient.builder(), HUB, REGION);
        spokeQueues = Clients.in(aws, SqsClient.builder());
        iam = Clients.in(aws, IamClient.builder());
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void forwardsToABusOfAnotherAccount() {
        String queue = hubWithQueue(ADMITS_ACCOUNT);
        forward(MAY_FORWARD);

        put(spoke, "default", "my.app");

        assertThat(receive(hubQueues, queue))
                .singleElement()
                .satisfies(message ->
                        assertThat(message.body()).contains("\"account\":\"111122223333\"", "\"source\":\"my.app\""));
    }

    @Test
    void losesWhatTheBusDoesNotAdmit() {
        String queue = hubWithQueue(ADMITS_ACCOUNT.replace(ACCOUNT, "777788889999"));
        String dead = queue(spokeQueues, ACCOUNT, "dead", ACCOUNT);
        forward(MAY_FORWARD);

        put(spoke, "default", "my.app");

        assertThat(receive(hubQueues, queue)).isEmpty();
        assertThat(receive(spokeQueues, dead)).singleElement().satisfies(message -> {
            assertThat(message.body()).contains("\"source\":\"my.app\"");
            assertThat(attribute(message, "ERROR_CODE")).isEqualTo("NO_PERMISSIONS");
            assertThat(attribute(message, "ERROR_MESSAGE"))
                    .contains("no resource-based policy allows the events:PutEvents action");
            assertThat(attribute(message, "TARGET_ARN")).isEqualTo(BUS);
            assertThat(attribute(message, "RULE_ARN")).isEqualTo("arn:aws:events:eu-west-1:111122223333:rule/forward");
        });
    }

    @Test
    void losesWhatTheForwardersRoleMayNotPut() {
        String queue = hubWithQueue(ADMITS_ACCOUNT);
        String dead = queue(spokeQueues, ACCOUNT, "dead", ACCOUNT);
        forward(MAY_FORWARD.replace("levee", "other"));

        put(spoke, "default", "my.app");
        iam.updateAssumeRolePolicy(r -> r.roleName("forwarder")
                .policyDocument(TRUSTS_EVENTS.replace("events.amazonaws.com", "lambda.amazonaws.com")));
        put(spoke, "default", "my.app");

        assertThat(receive(hubQueues, queue)).isEmpty();
        assertThat(receive(spokeQueues, dead))
                .extracting(message -> attribute(message, "ERROR_CODE"))
                .containsExactly("NO_PERMISSIONS", "FAILED_TO_ASSUME_ROLE");
    }

    @Test
    void takesEventsOfAnotherAccountDirectly() {
        String queue = hubWithQueue(ADMITS_ACCOUNT);

        put(spoke, BUS, "my.app");

        assertThat(receive(hubQueues, queue)).hasSize(1);

        hub.removePermission(r -> r.eventBusName("levee").statementId("account"));
        expect("AccessDeniedException", 400, () -> put(spoke, BUS, "my.app"));
    }

    @Test
    void asksForTheSourceOfEachEvent() {
        hubWithQueue("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
                  "Action": "events:PutEvents", "Resource": "%s",
                  "Condition": {"StringEquals": {"events:source": "my.app"}}}]}""".formatted(BUS));

        put(spoke, BUS, "my.app");

        expect("AccessDeniedException", 400, () -> put(spoke, BUS, "other.app"));
    }

    @Test
    void keepsEventsOfOneBusFromAnother() {
        String queue = hubWithQueue(ADMITS_ACCOUNT);

        put(hub, "default", "my.app");
        assertThat(receive(hubQueues, queue)).isEmpty();

        put(hub, "levee", "my.app");
        assertThat(receive(hubQueues, queue)).hasSize(1);
    }

    @Test
    void asksTheQueueWhetherItWantsTheEvent() {
        hub.createEventBus(r -> r.name("levee"));
        String queue = hubQueues.createQueue(r -> r.queueName("closed")).queueUrl();
        hub.putRule(r -> r.name("all").eventBusName("levee").eventPattern(OWN_APP));
        hub.putTargets(r -> r.rule("all")
                .eventBusName("levee")
                .targets(t -> t.id("queue").arn("arn:aws:sqs:eu-west-1:%s:closed".formatted(HUB))));

        put(hub, "levee", "my.app");

        assertThat(receive(hubQueues, queue)).isEmpty();
    }

    @Test
    void sendsOneAccountsEventsNoFurtherThanOneOther() {
        hubWithQueue(ADMITS_ACCOUNT);
        forward(MAY_FORWARD);
        spoke.createEventBus(r -> r.name("back"));
        spoke.putPermission(r -> r.eventBusName("back")
                .statementId("hub")
                .action("events:PutEvents")
                .principal(HUB));
        String back = queue(spokeQueues, ACCOUNT, "back", ACCOUNT);
        spoke.putRule(r -> r.name("back").eventBusName("back").eventPattern(OWN_APP));
        spoke.putTargets(r -> r.rule("back")
                .eventBusName("back")
                .targets(t -> t.id("queue").arn("arn:aws:sqs:eu-west-1:%s:back".formatted(ACCOUNT))));
        Clients.in(aws, IamClient.builder(), HUB, Region.AWS_GLOBAL)
                .createRole(r -> r.roleName("returner").assumeRolePolicyDocument(TRUSTS_EVENTS));
        Clients.in(aws, IamClient.builder(), HUB, Region.AWS_GLOBAL)
                .putRolePolicy(
                        r -> r.roleName("returner").policyName("put").policyDocument(MAY_FORWARD.replace(BUS, "*")));
        hub.putRule(r -> r.name("return").eventBusName("levee").eventPattern(OWN_APP));
        hub.putTargets(r -> r.rule("return")
                .eventBusName("levee")
                .targets(t -> t.id("bus")
                        .arn("arn:aws:events:eu-west-1:%s:event-bus/back".formatted(ACCOUNT))
                        .roleArn("arn:aws:iam::%s:role/returner".formatted(HUB))));

        put(spoke, "default", "my.app");
        assertThat(receive(spokeQueues, back)).isEmpty();

        put(hub, "levee", "my.app");
        assertThat(receive(spokeQueues, back)).hasSize(1);
    }

    @Test
    void describesABusAndForgetsIt() {
        hub.createEventBus(r -> r.name("levee").description("central"));
        expect("ResourceAlreadyExistsException", 400, () -> hub.createEventBus(r -> r.name("levee")));
        hub.putPermission(r -> r.eventBusName("levee")
                .statementId("organisation")
                .action("events:PutEvents")
                .principal("*")
                .condition(c -> c.type("StringEquals").key("aws:PrincipalOrgID").value("o-example")));

        assertThat(hub.describeEventBus(r -> r.name("levee")).arn()).isEqualTo(BUS);
        assertThat(hub.describeEventBus(r -> r.name("levee")).policy())
                .contains("{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-example\"}}");
        assertThat(hub.listEventBuses(r -> {}).eventBuses())
                .extracting(EventBus::name)
                .containsExactly("default", "levee");

        hub.deleteEventBus(r -> r.name("levee"));
        expect("ResourceNotFoundException", 400, () -> hub.describeEventBus(r -> r.name("levee")));
        expect(
                "ResourceNotFoundException",
                400,
                () -> hub.putRule(r -> r.name("r").eventBusName("levee").eventPattern(OWN_APP)));
    }

    @Test
    void refusesATargetBusWithoutARole() {
        spoke.putRule(r -> r.name("forward").eventPattern(OWN_APP));

        expect(
                "ValidationException",
                400,
                () -> spoke.putTargets(
                        r -> r.rule("forward").targets(t -> t.id("bus").arn(BUS))));
    }

    private String hubWithQueue(String policy) {
        hub.createEventBus(r -> r.name("levee"));
        hub.putPermission(r -> r.eventBusName("levee").policy(policy));
        String queue = queue(hubQueues, HUB, "events", HUB);
        hub.putRule(r -> r.name("all").eventBusName("levee").eventPattern(OWN_APP));
        hub.putTargets(r -> r.rule("all")
                .eventBusName("levee")
                .targets(t -> t.id("queue").arn("arn:aws:sqs:eu-west-1:%s:events".formatted(HUB))));
        return queue;
    }

    private void forward(String policy) {
        iam.createRole(r -> r.roleName("forwarder").assumeRolePolicyDocument(TRUSTS_EVENTS));
        iam.putRolePolicy(r -> r.roleName("forwarder").policyName("put").policyDocument(policy));
        spoke.putRule(r -> r.name("forward").eventPattern(OWN_APP));
        spoke.putTargets(r -> r.rule("forward")
                .targets(t -> t.id("hub")
                        .arn(BUS)
                        .roleArn(FORWARDER)
                        .deadLetterConfig(d -> d.arn("arn:aws:sqs:eu-west-1:%s:dead".formatted(ACCOUNT)))));
    }

    /// A queue for the rules of one account.
    private static String queue(SqsClient sqs, String account, String name, String rulesOf) {
        return sqs.createQueue(r -> r.queueName(name)
                        .attributesWithStrings(Map.of("Policy", """
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                          "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage",
                          "Resource": "arn:aws:sqs:eu-west-1:%s:%s",
                          "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:events:eu-west-1:%s:rule/*"}}}]}""".formatted(account, name, rulesOf))))
                .queueUrl();
    }

    private static void put(EventBridgeClient events, String bus, String source) {
        var answer = events.putEvents(r -> r.entries(PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(source)
                .detailType("thing")
                .detail("{}")
                .build()));
        assertThat(answer.failedEntryCount()).isZero();
    }

    private static String attribute(Message message, String name) {
        return Objects.requireNonNull(message.messageAttributes().get(name)).stringValue();
    }

    private static List<Message> receive(SqsClient sqs, String queue) {
        return sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
    }
}
