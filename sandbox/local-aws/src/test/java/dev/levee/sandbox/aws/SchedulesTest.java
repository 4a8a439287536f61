package dev.levee.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.levee.sandbox.aws.lambda.FunctionLine;
import dev.levee.sandbox.aws.lambda.PythonFunctions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;

/// Rules with a schedule and a function: needs a Python with boto3.
class SchedulesTest {

    private static final Optional<PythonFunctions> PYTHON = PythonFunctions.find();
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
              "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}""";
    private static final String SOURCE = """
            def handler(event, context):
                print(event["detail-type"], "of", event["time"])
            """;

    private final AdvancingClock clock = new AdvancingClock();
    private LocalAws aws;
    private EventBridgeClient events;
    private LambdaClient lambda;

    @BeforeAll
    static void needPython() {
        assumeThat(PYTHON)
                .as("a python3 with boto3 (apt-get install python3-boto3)")
                .isPresent();
    }

    @BeforeEach
    void start() {
        start(LocalAws.builder().clock(clock));
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void callsTheFunctionEachTimeItIsDue() {
        schedule("cron(0/5 * * * ? *)");
        permit();

        aws.runDue();
        assertThat(printed()).hasSizeLessThan(2); // should five minutes have just begun
        int before = printed().size();

        clock.advance(Duration.ofMinutes(5));
        aws.runDue();
        aws.runDue();
        clock.advance(Duration.ofMinutes(5));
        aws.runDue();

        assertThat(printed()).hasSize(before + 2).allMatch(line -> line.matches("Scheduled Event of .*[05]:00Z"));
    }

    @Test
    void firesOnceAfterALongSleep() {
        schedule("rate(5 minutes)");
        permit();

        clock.advance(Duration.ofHours(1));
        aws.runDue();

        assertThat(printed()).hasSize(1);
    }

    @Test
    void needsTheFunctionsPermission() {
        schedule("rate(5 minutes)");

        clock.advance(Duration.ofMinutes(5));
        aws.runDue();
        assertThat(printed()).isEmpty();

        permit();
        clock.advance(Duration.ofMinutes(5));
        aws.runDue();
        assertThat(printed()).hasSize(1);
    }

    @Test
    void isQuietWhileDisabledAndStartsAnewWhenEnabled() {
        schedule("rate(5 minutes)");
        permit();

        events.disableRule(r -> r.name("schedule"));
        clock.advance(Duration.ofMinutes(20));
        aws.runDue();
        events.enableRule(r -> r.name("schedule"));
        aws.runDue();

        assertThat(printed()).isEmpty();
    }

    @Test
    void firesByItselfWhenToldTo() {
        aws.close();
        start(LocalAws.builder().clock(clock).lookAtSchedules(Duration.ofMillis(50)));
        schedule("rate(5 minutes)");
        permit();

        clock.advance(Duration.ofMinutes(5));

        await().until(() -> !printed().isEmpty());
    }

    private void start(LocalAws.Builder builder) {
        aws = builder.functions(PYTHON.orElseThrow()).start();
        events = Clients.in(aws, EventBridgeClient.builder());
        lambda = Clients.in(aws, LambdaClient.builder());
        Clients.in(aws, IamClient.builder())
                .createRole(r -> r.roleName("function").assumeRolePolicyDocument(TRUST));
        lambda.createFunction(r -> r.functionName("f")
                .runtime(Runtime.PYTHON3_13)
                .handler("index.handler")
                .role("arn:aws:iam::111122223333:role/function")
                .timeout(30)
                .code(c -> c.zipFile(Zip.of("index.py", SOURCE))));
    }

    private void schedule(String expression) {
        events.putRule(r -> r.name("schedule").scheduleExpression(expression));
        events.putTargets(r ->
                r.rule("schedule").targets(t -> t.id("f").arn("arn:aws:lambda:eu-west-1:111122223333:function:f")));
    }

    private void permit() {
        lambda.addPermission(r -> r.functionName("f")
                .statementId("schedule")
                .action("lambda:InvokeFunction")
                .principal("events.amazonaws.com")
                .sourceArn("arn:aws:events:eu-west-1:111122223333:rule/schedule"));
    }

    private List<String> printed() {
        return aws.printed().stream().map(FunctionLine::text).toList();
    }
}
