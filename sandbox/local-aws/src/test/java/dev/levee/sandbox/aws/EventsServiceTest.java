package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.ACCOUNT;
import static dev.levee.sandbox.aws.Clients.OTHER_ACCOUNT;
import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;

class EventsServiceTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String GROUP_CHANGES = """
            {"source": ["aws.ec2"], "detail": {"eventName": [{"suffix": "SecurityGroup"}]}}""";

    private LocalAws aws;
    private EventBridgeClient events;
    private SqsClient sqs;
    private Ec2Client ec2;

    @BeforeEach
    void start() {
        aws = LocalAws.builder().accounts(ACCOUNT, OTHER_ACCOUNT).start();
        events = Clients.in(aws, EventBridgeClient.builder());
        sqs = Clients.in(aws, SqsClient.builder());
        ec2 = Clients.in(aws, Ec2Client.builder());
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void sendsChangesToAQueueInEventBridgesOwnForm() throws JsonProcessingException {
        String queue = queue(sqs, ACCOUNT, "changes");
        route("group-changes", GROUP_CHANGES, ACCOUNT, "changes");

        ec2.createSecurityGroup(r -> r.groupName("watched").description("d"));
        ec2.describeSecurityGroups();

        List<JsonNode> received = receive(sqs, queue);
        assertThat(received).hasSize(1);
        JsonNode event = received.getFirst();
        assertThat(event.path("version").asText()).isEqualTo("0");
        assertThat(event.path("id").asText()).hasSize(36);
        assertThat(event.path("detail-type").asText()).isEqualTo("AWS API Call via CloudTrail");
        assertThat(event.path("source").asText()).isEqualTo("aws.ec2");
        assertThat(event.path("account").asText()).isEqualTo(ACCOUNT);
        assertThat(event.path("region").asText()).isEqualTo("eu-west-1");
        assertThat(event.path("time")).isEqualTo(event.at("/detail/eventTime"));
        assertThat(event.path("resources").isArray()).isTrue();
        assertThat(event.at("/detail/eventName").asText()).isEqualTo("CreateSecurityGroup");
        assertThat(event.at("/detail/requestParameters/groupName").asText()).isEqualTo("watched");
    }

    @Test
    void reachesAQueueOfAnotherAccount() throws JsonProcessingException {
        SqsClient central = Clients.in(aws, SqsClient.builder(), OTHER_ACCOUNT, Clients.REGION);
        String queue = queue(central, OTHER_ACCOUNT, "central");
        route("forward", GROUP_CHANGES, OTHER_ACCOUNT, "central");

        ec2.createSecurityGroup(r -> r.groupName("watched").description("d"));

        assertThat(receive(central, queue))
                .singleElement()
                .satisfies(event -> assertThat(event.path("account").asText()).isEqualTo(ACCOUNT));
    }

    @Test
    void keepsToItsAccountAndRegion() throws JsonProcessingException {
        String queue = queue(sqs, ACCOUNT, "changes");
        route("group-changes", GROUP_CHANGES, ACCOUNT, "changes");

        Clients.in(aws, Ec2Client.builder(), ACCOUNT, Region.US_EAST_1)
                .createSecurityGroup(r -> r.groupName("other-region").description("d"));
        Clients.in(aws, Ec2Client.builder(), OTHER_ACCOUNT, Clients.REGION)
                .createSecurityGroup(r -> r.groupName("other-account").description("d"));

        assertThat(receive(sqs, queue)).isEmpty();
    }

    @Test
    void sendsNothingWhileDisabled() throws JsonProcessingException {
        String queue = queue(sqs, ACCOUNT, "changes");
        route("group-changes", GROUP_CHANGES, ACCOUNT, "changes");

        events.disableRule(r -> r.name("group-changes"));
        ec2.createSecurityGroup(r -> r.groupName("unseen").description("d"));
        events.enableRule(r -> r.name("group-changes"));
        ec2.createSecurityGroup(r -> r.groupName("seen").description("d"));

        assertThat(receive(sqs, queue)).hasSize(1);
    }

    @Test
    void passesOnEventsSomebodyPuts() throws JsonProcessingException {
        String queue = queue(sqs, ACCOUNT, "own");
        route("own", "{\"source\": [\"my.app\"]}", ACCOUNT, "own");

        var answer = events.putEvents(r -> r.entries(
                e -> e.source("my.app").detailType("thing").detail("{\"n\": 1}"),
                e -> e.source("my.app").detailType("thing").detail("no JSON"),
                e -> e.source("aws.s3").detailType("thing").detail("{}")));

        assertThat(answer.failedEntryCount()).isEqualTo(2);
        assertThat(answer.entries())
                .extracting(PutEventsResultEntry::errorCode)
                .containsExactly(null, "MalformedDetail", "NotAuthorizedForSource");
        assertThat(receive(sqs, queue))
                .singleElement()
                .satisfies(event -> assertThat(event.at("/detail/n").asInt()).isEqualTo(1));
    }

    @Test
    void keepsTheTargetsOfARuleThatIsPutAgain() {
        route("rule", GROUP_CHANGES, ACCOUNT, "anywhere");

        events.putRule(
                r -> r.name("rule").eventPattern("{\"source\": [\"aws.s3\"]}").state(RuleState.DISABLED));

        assertThat(events.describeRule(r -> r.name("rule")).state()).isEqualTo(RuleState.DISABLED);
        assertThat(events.listTargetsByRule(r -> r.rule("rule")).targets())
                .extracting(Target::id)
                .containsExactly("queue");
        assertThat(events.listRules(r -> r.namePrefix("ru")).rules())
                .extracting(Rule::name)
                .containsExactly("rule");
    }

    @Test
    void deletesARuleOnceItHasNoTargets() {
        route("rule", GROUP_CHANGES, ACCOUNT, "anywhere");

        expect("ValidationException", 400, () -> events.deleteRule(r -> r.name("rule")));
        events.removeTargets(r -> r.rule("rule").ids("queue"));
        events.deleteRule(r -> r.name("rule"));

        expect("ResourceNotFoundException", 400, () -> events.describeRule(r -> r.name("rule")));
    }

    @Test
    void refusesWhatItCouldNotKeepItsPromisesOn() {
        expect(
                "InvalidEventPatternException",
                400,
                () -> events.putRule(r -> r.name("rule").eventPattern("{\"source\": \"aws.s3\"}")));
        expect(
                "ResourceNotFoundException",
                400,
                () -> events.putTargets(
                        r -> r.rule("missing").targets(t -> t.id("1").arn("arn:aws:sqs:eu-west-1:111122223333:q"))));
        expect(
                "ValidationException",
                400,
                () -> events.putTargets(
                        r -> r.rule("rule").targets(t -> t.id("1").arn("arn:aws:sns:eu-west-1:111122223333:topic"))));
    }

    /// A queue that EventBridge may put messages into.
    private static String queue(SqsClient sqs, String account, String name) {
        return sqs.createQueue(
                        r -> r.queueName(name).attributesWithStrings(Map.of("Policy", """
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                          "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage",
                          "Resource": "arn:aws:sqs:eu-west-1:%s:%s",
                          "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:events:eu-west-1:111122223333:rule/*"}}}]}""".formatted(account, name))))
                .queueUrl();
    }

    private void route(String rule, String pattern, String queueAccount, String queue) {
        events.putRule(r -> r.name(rule).eventPattern(pattern));
        events.putTargets(r -> r.rule(rule)
                .targets(t -> t.id("queue").arn("arn:aws:sqs:eu-west-1:%s:%s".formatted(queueAccount, queue))));
    }

    private static List<JsonNode> receive(SqsClient sqs, String queue) throws JsonProcessingException {
        List<JsonNode> events = new ArrayList<>();
        for (var message : sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10))
                .messages()) {
            events.add(JSON.readTree(message.body()));
        }
        return events;
    }
}
