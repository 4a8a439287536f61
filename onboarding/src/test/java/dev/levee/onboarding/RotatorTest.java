package dev.levee.onboarding;

import static dev.levee.onboarding.RotatingAccount.EXTERNAL_ID;
import static dev.levee.onboarding.RotatingAccount.FUNCTION;
import static dev.levee.onboarding.RotatingAccount.PRINCIPAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.lambda.PythonFunctions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// The rotator as it is deployed, run by a real Python against a local AWS: needs a Python with boto3.
class RotatorTest {

    private static final Optional<PythonFunctions> PYTHON = PythonFunctions.find();
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Pattern SIX_DIGITS = Pattern.compile("(?<!\\d)\\d{6}(?!\\d)");

    private final Random random = new Random(20261121);
    private final Codes codes = Codes.random(random);
    private RotatingAccount account;

    @BeforeAll
    static void needPython() {
        assumeThat(PYTHON)
                .as("a python3 with boto3 (apt-get install python3-boto3)")
                .isPresent();
    }

    @BeforeEach
    void deploy() {
        account = new RotatingAccount(PYTHON.orElseThrow(), NOON, codes.text());
    }

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void isShortEnoughToStandInATemplateAndUsesWhatLambdaHas() {
        String source = RotatingAccount.source();

        assertThat(source).hasSizeLessThan(4096);
        assertThat(source.lines().filter(line -> line.startsWith("import ") || line.startsWith("from ")))
                .containsExactlyInAnyOrder(
                        "import base64",
                        "import hmac",
                        "import json",
                        "import os",
                        "import struct",
                        "import time",
                        "from datetime import datetime, timezone",
                        "import boto3");
    }

    @Test
    void writesTwoCodesOfWhichEachEndsByItself() {
        account.clock.set(NOON.plusSeconds(17));

        rotate();

        assertThat(account.trustPolicy()).isEqualTo(RotatingAccount.json("""
                {"Version": "2012-10-17", "Statement": [
                  {"Sid": "CurrentCode", "Effect": "Allow", "Principal": {"AWS": ["%1$s"]}, "Action": "sts:AssumeRole",
                   "Condition": {"StringEquals": {"sts:ExternalId": "%2$s-%3$s"},
                                 "DateLessThan": {"aws:CurrentTime": "2026-11-21T12:07:00Z"}}},
                  {"Sid": "PreviousCode", "Effect": "Allow", "Principal": {"AWS": ["%1$s"]}, "Action": "sts:AssumeRole",
                   "Condition": {"StringEquals": {"sts:ExternalId": "%2$s-%4$s"},
                                 "DateLessThan": {"aws:CurrentTime": "2026-11-21T12:02:00Z"}}}]}""".formatted(
                        PRINCIPAL, EXTERNAL_ID, codes.at(NOON), codes.before(NOON))));
    }

    /// RFC 4226, appendix D, and RFC 6238, appendix B, whose steps are shorter and whose codes have two digits more.
    @ParameterizedTest
    @CsvSource({
        "1, 287082, 755224",
        "2, 359152, 287082",
        "9, 520489, 399871",
        "37037036, 081804, -",
        "37037037, 050471, 081804",
        "41152263, 005924, -",
        "66666666, 279037, -",
        "666666666, 353130, -"
    })
    void writesTheCodesOfTheRfcs(long counter, String current, String previous) {
        account.giveSecret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        account.clock.set(Instant.EPOCH.plus(Codes.STEP.multipliedBy(counter)));

        rotate();

        assertThat(written(0)).isEqualTo(current);
        if (!previous.equals("-")) {
            assertThat(written(1)).isEqualTo(previous);
        }
    }

    /// Many keys and times, each just before, at and after the start of a step.
    @Test
    void agreesWithTheExecutorOnEveryCode() {
        for (int i = 0; i < 40; i++) {
            Codes other = Codes.random(random);
            account.giveSecret(other.text());
            Instant start = Codes.startOfStep(Instant.ofEpochSecond(random.nextLong(300, 4_000_000_000L)));
            for (long offset : List.of(-1L, 0L, 1L)) {
                Instant now = start.plusSeconds(offset);
                account.clock.set(now);

                rotate();

                assertThat(List.of(written(0), written(1)))
                        .as("%s at %s", i, now)
                        .containsExactly(other.at(now), other.before(now));
            }
        }
    }

    @Test
    void tellsWhenItWasDoneAndOfWhichKeyWithoutTellingIt() {
        account.clock.set(NOON.plusSeconds(42).plusMillis(999));

        rotate();

        assertThat(account.tags())
                .containsEntry("levee:rotated-at", "2026-11-21T12:00:42Z")
                .containsEntry("levee:key-check", codes.check())
                .hasSize(2);
    }

    @Test
    void doesTheSameWhenDoneAgain() {
        rotate();
        JsonNode once = account.trustPolicy();
        account.clock.advance(Duration.ofSeconds(200));

        rotate();

        assertThat(account.trustPolicy()).isEqualTo(once);
    }

    @Test
    void letsEachCodeOpenTheDoorAsLongAsItSaysAndNoLonger() {
        String early = codes.before(NOON);
        String current = codes.at(NOON);

        rotate();

        assertThat(account.opens(current)).isTrue();
        assertThat(account.opens(early)).isTrue();
        assertThat(account.opens(codes.at(NOON.plus(Codes.STEP)))).isFalse();
        account.clock.set(NOON.plusSeconds(119));
        assertThat(account.opens(early)).isTrue();
        account.clock.set(NOON.plusSeconds(120));
        assertThat(account.opens(early)).isFalse();
        account.clock.set(NOON.plusSeconds(419));
        assertThat(account.opens(current)).isTrue();
        account.clock.set(NOON.plusSeconds(420));
        assertThat(account.opens(current)).isFalse();
    }

    /// Rotations are late by up to two minutes, the clocks of both sides apart by up to two seconds.
    @Test
    void neverLeavesTheExecutorWithoutACodeThatOpens() {
        account.clock.set(NOON);
        rotate();
        for (int step = 1; step <= 12; step++) {
            Instant start = NOON.plus(Codes.STEP.multipliedBy(step));
            Instant rotation = start.plusSeconds(random.nextInt(119));
            for (int second : List.of(0, 1, 60, 118)) {
                account.clock.set(start.plusSeconds(second));
                if (!account.clock.instant().isBefore(rotation)) {
                    rotate();
                }
                assertOpens(account.clock.instant());
            }
            account.clock.set(start.plusSeconds(119));
            rotate();
            for (int second : List.of(119, 120, 240, 299)) {
                account.clock.set(start.plusSeconds(second));
                assertOpens(account.clock.instant());
            }
        }
    }

    @Test
    void showsNeitherKeyNorCode() {
        account.schedule();
        List<String> secret = new ArrayList<>(List.of(codes.text(), codes.before(NOON)));
        for (int step = 0; step < 5; step++) {
            Instant now = NOON.plus(Codes.STEP.multipliedBy(step)).plusSeconds(3);
            account.at(now);
            secret.add(codes.at(now));
        }

        assertThat(account.printed())
                .hasSize(4)
                .contains("rotated levee-remediator, until 2026-11-21T12:10:00Z")
                .noneMatch(line -> SIX_DIGITS.matcher(line).find());
        assertThat(String.join("\n", account.printed())).doesNotContain(secret);
        assertThat(account.trail())
                .anyMatch(record -> record.toString().contains(codes.at(NOON.plus(Codes.STEP))))
                .filteredOn(record -> !record.path("eventName").asText().equals("UpdateAssumeRolePolicy"))
                .allSatisfy(record -> assertThat(record.toString()).doesNotContain(secret));
        assertThat(account.trail())
                .allSatisfy(record -> assertThat(record.toString()).doesNotContain(codes.text()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0189018901890189018901890189018O",
                "NOT-BASE32-NOT-BASE32-NOT-BASE32",
                "ABCDEFGHIJKLMNOP",
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ2345671",
                "ÄBCDEFGHIJKLMNOPQRSTUVWXYZ234567"
            })
    void saysThatASecretIsNoKeyWithoutShowingIt(String value) {
        rotate();
        JsonNode before = account.trustPolicy();
        account.giveSecret(value);

        InvokeResponse answer = account.rotate();

        assertThat(answer.functionError()).isEqualTo("Unhandled");
        assertThat(answer.payload().asUtf8String())
                .contains("the secret is no Base32 of at least 16 bytes; give it 32 of A-Z and 2-7")
                .doesNotContain(value);
        assertThat(String.join("\n", account.printed())).doesNotContain(value);
        assertThat(account.trustPolicy()).isEqualTo(before);
    }

    @Test
    void takesAKeyAsPeopleTypeIt() {
        account.giveSecret(" " + codes.text().toLowerCase(Locale.ROOT).replaceAll("(.{8})", "$1 ") + "\n");

        rotate();

        assertThat(written(0)).isEqualTo(codes.at(NOON));
    }

    @Test
    void failsAloudWhenItMayNotRotate() {
        account.iam.deleteRolePolicy(r -> r.roleName(FUNCTION).policyName("rotate"));
        assertThat(account.rotate().payload().asUtf8String()).contains("AccessDenied", "GetSecretValue");

        account.iam.putRolePolicy(r -> r.roleName(FUNCTION).policyName("rotate").policyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*",
                  "Action": ["secretsmanager:GetSecretValue", "iam:UpdateAssumeRolePolicy"]}]}"""));
        assertThat(account.rotate().payload().asUtf8String()).contains("AccessDenied", "TagRole");

        account.secrets.deleteSecret(r -> r.secretId(account.secretArn).forceDeleteWithoutRecovery(true));
        assertThat(account.rotate().payload().asUtf8String()).contains("ResourceNotFoundException");
    }

    @Test
    void raisesTheAlarmWhenItStopsAndItsCodesEndByThemselves() {
        account.cloudWatch.putMetricAlarm(r -> r.alarmName("levee-rotation-stopped")
                .namespace("AWS/Lambda")
                .metricName("Invocations")
                .dimensions(d -> d.name("FunctionName").value(FUNCTION))
                .statistic(Statistic.SUM)
                .period(300)
                .evaluationPeriods(3)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .threshold(1.0)
                .treatMissingData("breaching"));
        account.schedule();
        account.at(NOON.plusSeconds(300));
        assertThat(alarm()).isEqualTo(StateValue.OK);
        assertOpens(NOON.plusSeconds(300));

        account.events.disableRule(r -> r.name(FUNCTION));

        account.at(NOON.plusSeconds(300 + 420));
        assertThat(account.opens(codes.at(NOON.plusSeconds(300)))).isFalse();
        assertThat(account.opens(codes.at(NOON.plusSeconds(300 + 420)))).isFalse();
        account.at(NOON.plusSeconds(300 + 901));
        assertThat(alarm()).isEqualTo(StateValue.ALARM);

        account.events.enableRule(r -> r.name(FUNCTION));
        account.at(NOON.plusSeconds(1500));
        assertThat(alarm()).isEqualTo(StateValue.OK);
        assertOpens(NOON.plusSeconds(1500));
    }

    private void rotate() {
        InvokeResponse answer = account.rotate();
        assertThat(answer.functionError()).as(answer.payload().asUtf8String()).isNull();
    }

    /// As the executor tries: the code of now, then the one before.
    private void assertOpens(Instant now) {
        for (Instant its : List.of(now.minusSeconds(2), now, now.plusSeconds(2))) {
            assertThat(account.opens(codes.at(its)) || account.opens(codes.before(its)))
                    .as("at %s, by a clock that says %s", now, its)
                    .isTrue();
        }
    }

    private StateValue alarm() {
        return account.cloudWatch.describeAlarms().metricAlarms().getFirst().stateValue();
    }

    private String written(int statement) {
        String externalId = account.trustPolicy()
                .at("/Statement/%d/Condition/StringEquals/sts:ExternalId".formatted(statement))
                .asText();
        assertThat(externalId).startsWith(EXTERNAL_ID + "-");
        return externalId.substring(EXTERNAL_ID.length() + 1);
    }
}
