package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.levee.sandbox.aws.lambda.FunctionLine;
import dev.levee.sandbox.aws.lambda.PythonFunctions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.Runtime;

/// Functions that run: needs a Python with boto3.
class LambdaServiceTest {

    private static final Optional<PythonFunctions> PYTHON = PythonFunctions.find();
    private static final String ROLE = "arn:aws:iam::111122223333:role/function";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
              "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}""";
    private static final String MAY_LIST_POLICIES = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "iam:ListRolePolicies", "Resource": "*"}]}""";

    private final AdvancingClock clock = new AdvancingClock();
    private LocalAws aws;
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
        lambda = Clients.in(aws, LambdaClient.builder());
        IamClient iam = Clients.in(aws, IamClient.builder());
        iam.createRole(r -> r.roleName("function").assumeRolePolicyDocument(TRUST));
        iam.putRolePolicy(r -> r.roleName("function").policyName("list").policyDocument(MAY_LIST_POLICIES));
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void givesTheHandlerItsEventAndContext() {
        create("""
                def handler(event, context):
                    return {"greeting": "Hello " + event["name"], "function": context.function_name}
                """);

        InvokeResponse answer = invoke("{\"name\": \"Ada\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.functionError()).isNull();
        assertThat(answer.payload().asUtf8String()).isEqualTo("""
                {"greeting":"Hello Ada","function":"f"}""");
    }

    @Test
    void actsAsItsRoleAndMayDoNoMore() {
        create("""
                import boto3
                iam = boto3.client("iam")

                def handler(event, context):
                    if event.get("much"):
                        iam.list_roles()
                    iam.list_role_policies(RoleName="function")
                    return boto3.client("sts").get_caller_identity()["Arn"]
                """);

        assertThat(invoke("{}").payload().asUtf8String())
                .isEqualTo("\"arn:aws:sts::111122223333:assumed-role/function/f\"");

        InvokeResponse refused = invoke("{\"much\": true}");

        assertThat(refused.functionError()).isEqualTo("Unhandled");
        assertThat(refused.payload().asUtf8String()).contains("\"errorType\":\"ClientError\"", "AccessDenied");
    }

    @Test
    void hasTheTimeOfTheCloud() {
        clock.advance(Duration.ofDays(1000));
        create("""
                import time

                def handler(event, context):
                    return time.time()
                """);

        double time = Double.parseDouble(invoke("{}").payload().asUtf8String());

        assertThat(Duration.between(Instant.ofEpochMilli((long) (time * 1000)), clock.instant()))
                .isBetween(Duration.ZERO, Duration.ofMinutes(1));
    }

    @Test
    void staysLoadedBetweenCalls() {
        create("""
                calls = 0

                def handler(event, context):
                    global calls
                    calls += 1
                    return calls
                """);

        assertThat(List.of(invoke("{}"), invoke("{}")))
                .extracting(answer -> answer.payload().asUtf8String())
                .containsExactly("1", "2");
    }

    @Test
    void startsAnewOnceChanged() {
        create("""
                import os

                def handler(event, context):
                    return os.environ.get("WORD", "first")
                """);
        assertThat(invoke("{}").payload().asUtf8String()).isEqualTo("\"first\"");

        lambda.updateFunctionConfiguration(
                r -> r.functionName("f").environment(e -> e.variables(Map.of("WORD", "second"))));
        assertThat(invoke("{}").payload().asUtf8String()).isEqualTo("\"second\"");

        lambda.updateFunctionCode(
                r -> r.functionName("f").zipFile(Zip.of("index.py", "def handler(event, context): return 'third'")));
        assertThat(invoke("{}").payload().asUtf8String()).isEqualTo("\"third\"");
    }

    @Test
    void goesOnWhenItsSessionIsOver() {
        create("""
                import boto3

                def handler(event, context):
                    return boto3.client("sts").get_caller_identity()["Account"]
                """);
        invoke("{}");

        clock.advance(Duration.ofDays(2));

        assertThat(invoke("{}").payload().asUtf8String()).isEqualTo("\"111122223333\"");
    }

    @Test
    void tellsOfAnErrorAndKeepsWhatWasPrinted() {
        create("""
                def handler(event, context):
                    print("about to fail")
                    raise ValueError("no good")
                """);

        InvokeResponse answer = invoke("{}");

        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(answer.payload().asUtf8String()).contains("\"errorMessage\":\"no good\"", "\"ValueError\"");
        assertThat(aws.printed())
                .extracting(FunctionLine::text)
                .startsWith("about to fail", "[ERROR] ValueError: no good");
    }

    @Test
    void stopsWhatTakesTooLong() {
        create("""
                import time

                def handler(event, context):
                    if event.get("slow"):
                        time.sleep(60)
                    return "done"
                """);
        lambda.updateFunctionConfiguration(r -> r.functionName("f").timeout(1));

        assertThat(invoke("{\"slow\": true}").payload().asUtf8String()).contains("Task timed out after 1.00 seconds");
        assertThat(invoke("{}").payload().asUtf8String()).isEqualTo("\"done\"");
    }

    @Test
    void waitsForNoFunctionWhenTheCloudIsClosed() {
        create("""
                import time

                def handler(event, context):
                    print("slow")
                    time.sleep(60)
                """);
        lambda.invoke(r -> r.functionName("f").invocationType(InvocationType.EVENT));

        assertTimeout(Duration.ofSeconds(20), () -> aws.close());
    }

    @Test
    void outlivesAFunctionThatDoesNot() {
        create("""
                import os

                def handler(event, context):
                    os._exit(3)
                """);

        assertThat(invoke("{}").payload().asUtf8String()).contains("Runtime.ExitError");
    }

    @Test
    void tellsOfCodeThatCannotBeLoaded() {
        create("import nothing_of_that_name");

        assertThat(invoke("{}").payload().asUtf8String()).contains("ModuleNotFoundError", "nothing_of_that_name");
    }

    @Test
    void keepsAPolicyOfWhoElseMayInvokeIt() {
        create("def handler(event, context): return 1");
        expect("ResourceNotFoundException", 404, () -> lambda.getPolicy(r -> r.functionName("f")));

        lambda.addPermission(r -> r.functionName("f")
                .statementId("schedule")
                .action("lambda:InvokeFunction")
                .principal("events.amazonaws.com")
                .sourceArn("arn:aws:events:eu-west-1:111122223333:rule/schedule"));

        assertThat(lambda.getPolicy(r -> r.functionName("f")).policy()).contains("""
                "Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:events:eu-west-1:111122223333:rule/schedule"}}""");
        lambda.removePermission(r -> r.functionName("f").statementId("schedule"));
        expect("ResourceNotFoundException", 404, () -> lambda.getPolicy(r -> r.functionName("f")));
    }

    @Test
    void refusesARoleThatDoesNotTrustIt() {
        Clients.in(aws, IamClient.builder()).createRole(r -> r.roleName("other").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                  "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"""));

        expect("InvalidParameterValueException", 400, () -> create("f", ROLE.replace("function", "other"), ""));
    }

    @Test
    void isGoneOnceDeleted() {
        create("def handler(event, context): return 1");
        expect("ResourceConflictException", 409, () -> create("def handler(event, context): return 2"));

        lambda.deleteFunction(r -> r.functionName("f"));

        expect("ResourceNotFoundException", 404, () -> lambda.getFunction(r -> r.functionName("f")));
        expect("ResourceNotFoundException", 404, () -> invoke("{}"));
    }

    private void create(String source) {
        create("f", ROLE, source);
    }

    private void create(String name, String role, String source) {
        lambda.createFunction(r -> r.functionName(name)
                .runtime(Runtime.PYTHON3_13)
                .handler("index.handler")
                .role(role)
                .timeout(30)
                .code(c -> c.zipFile(Zip.of("index.py", source))));
    }

    private InvokeResponse invoke(String event) {
        return lambda.invoke(r -> r.functionName("f").payload(SdkBytes.fromUtf8String(event)));
    }
}
