package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.levee.sandbox.aws.lambda.PythonFunctions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;

/// Alarms on functions that run: needs a Python with boto3.
class CloudWatchServiceTest {

    private static final Optional<PythonFunctions> PYTHON = PythonFunctions.find();
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
              "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}""";

    private final AdvancingClock clock = new AdvancingClock();
    private LocalAws aws;
    private CloudWatchClient cloudWatch;
    private LambdaClient lambda;

    @BeforeAll
    static void needPython() {
        assumeThat(PYTHON)
                .as("a python3 with boto3 (apt-get install python3-boto3)")
                .isPresent();
    }

    @BeforeEach
    void start() {
        aws = LocalAws.builder().clock(clock).functions(PYTHON.orElseThrow()).start();
        cloudWatch = Clients.in(aws, CloudWatchClient.builder());
        lambda = Clients.in(aws, LambdaClient.builder());
        Clients.in(aws, IamClient.builder())
                .createRole(r -> r.roleName("function").assumeRolePolicyDocument(TRUST));
        lambda.createFunction(r -> r.functionName("f")
                .runtime(Runtime.PYTHON3_13)
                .handler("index.handler")
                .role("arn:aws:iam::111122223333:role/function")
                .timeout(30)
                .code(c -> c.zipFile(Zip.of("index.py", "def handler(event, context): return 1 / event['by']"))));
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void isAlarmedWhenAFunctionIsNoLongerCalled() {
        cloudWatch.putMetricAlarm(r -> r.alarmName("stopped")
                .namespace("AWS/Lambda")
                .metricName("Invocations")
                .dimensions(d -> d.name("FunctionName").value("f"))
                .statistic(Statistic.SUM)
                .period(300)
                .evaluationPeriods(3)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .threshold(1.0)
                .treatMissingData("breaching"));
        assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);

        call(1);
        assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);

        clock.advance(Duration.ofMinutes(14));
        assertThat(alarm().stateValue()).isEqualTo(StateValue.OK);

        clock.advance(Duration.ofMinutes(2));
        assertThat(alarm().stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(alarm().stateReason()).startsWith("Threshold Crossed: 3 of the last 3 datapoints");
    }

    @Test
    void saysWhatMissingDataIsTakenFor() {
        for (String missing : new String[] {"missing", "notBreaching", "ignore"}) {
            cloudWatch.putMetricAlarm(r -> r.alarmName(missing)
                    .namespace("AWS/Lambda")
                    .metricName("Errors")
                    .dimensions(d -> d.name("FunctionName").value("f"))
                    .statistic(Statistic.SUM)
                    .period(60)
                    .evaluationPeriods(1)
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                    .threshold(0.0)
                    .treatMissingData(missing));
        }

        assertThat(cloudWatch.describeAlarms().metricAlarms())
                .extracting(MetricAlarm::stateValueAsString)
                .containsExactly("INSUFFICIENT_DATA", "OK", "INSUFFICIENT_DATA");
        assertThat(cloudWatch.describeAlarms(r -> r.stateValue(StateValue.OK)).metricAlarms())
                .hasSize(1);
    }

    @Test
    void forgetsDeletedAlarmsAndRefusesWhatItCannotWatch() {
        expect("ResourceNotFound", 404, () -> cloudWatch.deleteAlarms(r -> r.alarmNames("none")));
        expect(
                "ValidationError",
                400,
                () -> cloudWatch.putMetricAlarm(r -> r.alarmName("odd")
                        .metrics(MetricDataQuery.builder()
                                .id("m")
                                .expression("FILL(calls, 0)")
                                .build())
                        .evaluationPeriods(1)
                        .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                        .threshold(1.0)));
    }

    private MetricAlarm alarm() {
        return cloudWatch
                .describeAlarms(r -> r.alarmNames("stopped"))
                .metricAlarms()
                .getFirst();
    }

    private void call(int by) {
        lambda.invoke(r -> r.functionName("f").payload(SdkBytes.fromUtf8String("{\"by\": %d}".formatted(by))));
    }
}
