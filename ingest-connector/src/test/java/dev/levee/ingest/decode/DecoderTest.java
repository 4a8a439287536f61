package dev.levee.ingest.decode;

import static dev.levee.ingest.Samples.change;
import static dev.levee.ingest.Samples.eventBridge;
import static dev.levee.ingest.Samples.file;
import static dev.levee.ingest.Samples.heartbeat;
import static dev.levee.ingest.Samples.sns;
import static dev.levee.ingest.Samples.with;
import static dev.levee.ingest.Samples.without;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.levee.schemas.Actor;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.EventOutcome;
import dev.levee.schemas.Provider;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {

    private static final Instant SENT = Instant.parse("2026-11-03T10:15:32.500Z");

    @Test
    void takesEveryFieldFromWhereCloudTrailPutsIt() {
        String record = change("id-1");

        Decoded decoded = decode(record);

        assertThat(decoded)
                .isEqualTo(new Decoded.Event(
                        "111122223333/sg-1",
                        CloudEvent.newBuilder()
                                .setId("id-1")
                                .setProvider(Provider.AWS)
                                .setService("ec2")
                                .setAction("AuthorizeSecurityGroupIngress")
                                .setAccount("111122223333")
                                .setRegion("eu-central-1")
                                .setTime(Instant.parse("2026-11-03T10:15:30Z"))
                                .setActor(Actor.newBuilder()
                                        .setType("AssumedRole")
                                        .setId("arn:aws:sts::111122223333:assumed-role/admin/ada")
                                        .setIssuer("arn:aws:iam::111122223333:role/admin")
                                        .setUserAgent("aws-cli/2.31")
                                        .setSourceAddress("203.0.113.9")
                                        .build())
                                .setOutcome(EventOutcome.SUCCEEDED)
                                .setReadOnly(false)
                                .setObservedAt(SENT)
                                .setSource("sqs:levee-events")
                                .setRecord(record)
                                .build()));
    }

    @Test
    void tellsAHeartbeatFromAnEvent() {
        assertThat(decode(heartbeat("h-1")))
                .isEqualTo(new Decoded.Heartbeat(
                        "111122223333",
                        "eu-central-1",
                        "h-1",
                        Instant.parse("2026-11-03T10:15:30.250Z"),
                        Instant.parse("2026-11-03T10:15:31Z")));
    }

    @Test
    void believesEventBridgeAndNotTheSenderWhereAHeartbeatIsFrom() {
        String claimed = heartbeat("h-1")
                .replace("\"detail\":{", "\"detail\":{\"account\":\"999999999999\",\"region\":\"us-east-1\",");

        assertThat(decode(claimed)).isEqualTo(decode(heartbeat("h-1")));
    }

    @Test
    void takesNobodyElsesEventForAHeartbeat() {
        assertThat(decode(heartbeat("h-1").replace("levee.heartbeat", "my.app")))
                .isEqualTo(new Decoded.Ignored(Decoded.Kind.OTHER_EVENT, "Levee Heartbeat"));
    }

    @ParameterizedTest
    @CsvSource({
        "account, account is missing",
        "region, region is missing",
        "time, time is missing",
        "id, detail.id is missing",
    })
    void saysWhatAHeartbeatLacks(String field, String reason) {
        String lacking = without(heartbeat("h-1").replace("\"id\":\"e-1\",", ""), field);

        assertThat(decode(lacking))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        malformed -> assertThat(malformed.reason()).isEqualTo(reason));
    }

    @Test
    void saysThatAHeartbeatHasNoTime() {
        assertThat(decode(heartbeat("h-1").replace("2026-11-03T10:15:30.250Z", "now")))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        malformed -> assertThat(malformed.reason()).isEqualTo("detail.sentAt is no time"));
    }

    static Stream<Arguments> wrappings() {
        String record = change("id-1").replace("\":", "\" : ").replace("ada", "Ada Lovelace é \\u00e9");
        return Stream.of(
                arguments("a bare record", record, record),
                arguments("a record after a byte order mark", "\uFEFF" + record, record),
                arguments("EventBridge", eventBridge(record), record),
                arguments("SNS", sns(record), record),
                arguments("EventBridge through SNS", sns(eventBridge(record)), record),
                arguments("EventBridge through two topics", sns(sns(eventBridge(record))), record),
                arguments("a CloudTrail file", file(record), record),
                arguments("an array", " [ " + record + " ] ", record),
                arguments("a file of many lines", file(record.replace(",", ",\n")), record.replace(",", ",\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrappings")
    void cutsTheRecordOutUnchanged(String wrapping, String input, String record) {
        Decoded decoded = decode(input);

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Event.class,
                        event -> assertThat(event.event().getRecord()).isEqualTo(record));
    }

    @Test
    void findsEveryRecordOfAFileInItsOrder() {
        String input = file(change("1"), with(change("2"), "readOnly", "true"), change("3"));

        List<Decoded> decoded = decodeAll(input, Keep.CHANGES);

        assertThat(decoded).extracting(DecoderTest::outcome).containsExactly("1", "READ_ONLY", "3");
    }

    @ParameterizedTest
    @CsvSource({
        "readOnly, true, READ_ONLY",
        "readOnly, '\"true\"', READ_ONLY",
        "errorCode, '\"Client.UnauthorizedOperation\"', FAILED",
        "managementEvent, false, DATA",
    })
    void dropsWhatChangedNothingUnlessAskedToKeepIt(String field, String json, String cause) {
        String record = with(change("kept"), field, json);

        assertThat(outcome(decode(record))).isEqualTo(cause);
        assertThat(outcome(decodeAll(record, Keep.EVERYTHING).getFirst())).isEqualTo("kept");
    }

    @ParameterizedTest
    @CsvSource({
        "DescribeInstances, true",
        "GetBucketAcl, true",
        "ListKeys, true",
        "PutBucketAcl, false",
        "Getaway, false",
        "AssumeRole, false",
    })
    void goesByTheNameWhereOldRecordsDoNotSayWhetherTheyChangedAnything(String action, boolean readOnly) {
        String record = with(without(change("kept"), "readOnly"), "eventName", '"' + action + '"');

        assertThat(outcome(decode(record))).isEqualTo(readOnly ? "READ_ONLY" : "kept");
    }

    @Test
    void tellsTheErrorOfACallThatFailed() {
        String record = with(change("1"), "errorCode", "\"AccessDenied\"");

        CloudEvent event = event(decodeAll(record, Keep.EVERYTHING).getFirst());

        assertThat(event.getOutcome()).isEqualTo(EventOutcome.FAILED);
        assertThat(event.getError()).contains("AccessDenied");
    }

    @Test
    void takesTheAccountTheChangeHappenedInNotTheCallers() {
        String record = with(change("1"), "recipientAccountId", "\"444455556666\"");

        assertThat(event(decode(record)).getAccount()).isEqualTo("444455556666");
    }

    @Test
    void takesNoAccountsWordForWhatHappenedInAnother() {
        String forged = eventBridge(with(change("1"), "recipientAccountId", "\"444455556666\""));

        assertThat(decode(forged)).isInstanceOfSatisfying(Decoded.Malformed.class, malformed -> {
            assertThat(malformed.reason())
                    .isEqualTo("recipientAccountId is not the account that EventBridge has it from");
            assertThat(malformed.bytes()).asString(UTF_8).isEqualTo(forged);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"us-east-1", "ap-southeast-3", "us-gov-west-1", "cn-north-1", "us-isob-east-1", "eusc-de-east-1"
            })
    void takesEveryRegionOfEveryPartition(String region) {
        String record = with(change("1"), "awsRegion", '"' + region + '"');

        assertThat(event(decode(record)).getRegion()).isEqualTo(region);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"global", "eu-central", "eu-central-1a", "EU-CENTRAL-1", "eu-central-1.example.org", "a/b-1"})
    void takesNothingElseForARegion(String region) {
        String record = with(change("1"), "awsRegion", '"' + region + '"');

        assertThat(decode(record))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        malformed -> assertThat(malformed.reason()).isEqualTo("awsRegion is no region"));
    }

    @Test
    void takesTheAccountAndRegionOfEventBridgeWhereTheRecordHasNone() {
        String record = without(without(change("1"), "recipientAccountId"), "awsRegion");

        CloudEvent event = event(decode(eventBridge(record)));

        assertThat(event.getAccount()).isEqualTo("111122223333");
        assertThat(event.getRegion()).isEqualTo("eu-central-1");
    }

    @ParameterizedTest
    @CsvSource({
        "recipientAccountId, recipientAccountId is missing",
        "eventID, eventID is missing",
        "eventName, eventName is missing",
        "eventSource, eventSource is missing",
        "awsRegion, awsRegion is missing",
        "eventTime, eventTime is missing",
    })
    void guessesNothingThatARecordLacks(String field, String reason) {
        String record = without(change("1"), field);

        Decoded decoded = decode(record);

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Malformed.class, malformed -> {
            assertThat(malformed.reason()).isEqualTo(reason);
            assertThat(malformed.bytes()).asString(UTF_8).isEqualTo(record);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-03T10:15:30Z", "2026-11-03 10:15:30", "2026-11-03 10:15:30.000000000"})
    void readsTimesAsCloudTrailAndItsTablesWriteThem(String time) {
        String record = with(change("1"), "eventTime", '"' + time + '"');

        assertThat(event(decode(record)).getTime()).isEqualTo(Instant.parse("2026-11-03T10:15:30Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-13-03T10:15:30Z", "2026-11-03T10:15:3xZ", "yesterday", "2026-11-03", "1794996930"})
    void takesNothingElseForATime(String time) {
        String record = with(change("1"), "eventTime", '"' + time + '"');

        assertThat(decode(record))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        malformed -> assertThat(malformed.reason()).isEqualTo("eventTime is no time"));
    }

    static Stream<Arguments> ignored() {
        String signIn = with(change("1"), "eventType", "\"AwsConsoleSignIn\"");
        return Stream.of(
                arguments(Decoded.Kind.OTHER_EVENT, eventBridge("EC2 Instance State-change Notification", "{}")),
                arguments(Decoded.Kind.SIGN_IN, eventBridge("AWS Console Sign In via CloudTrail", signIn)),
                arguments(Decoded.Kind.SIGN_IN, signIn),
                arguments(Decoded.Kind.INSIGHT, with(change("1"), "eventType", "\"AwsCloudTrailInsight\"")),
                arguments(Decoded.Kind.NETWORK_ACTIVITY, with(change("1"), "eventType", "\"AwsVpceEvent\"")),
                arguments(Decoded.Kind.FILE_NOTICE, "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}"),
                arguments(
                        Decoded.Kind.FILE_NOTICE,
                        file("{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\",\"s3\":{}}")),
                arguments(Decoded.Kind.FILE_NOTICE, sns("{\"s3Bucket\":\"trail\",\"s3ObjectKey\":[\"a.json.gz\"]}")),
                arguments(Decoded.Kind.DIGEST, "{\"awsAccountId\":\"1\",\"digestStartTime\":\"2026-11-03T10:00:00Z\"}"),
                arguments(Decoded.Kind.CONFIG, sns("{\"configurationItem\":{},\"messageType\":\"…\"}")),
                arguments(
                        Decoded.Kind.SUBSCRIPTION,
                        "{\"Type\":\"SubscriptionConfirmation\",\"TopicArn\":\"arn:aws:sns:…\",\"Token\":\"…\"}"),
                arguments(Decoded.Kind.EMPTY, file()),
                arguments(Decoded.Kind.EMPTY, " \n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ignored")
    void passesOverWhatIsKnownToBeNoChange(Decoded.Kind kind, String input) {
        assertThat(decode(input))
                .isInstanceOfSatisfying(
                        Decoded.Ignored.class,
                        ignored -> assertThat(ignored.kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS Service Event via CloudTrail", "AWS Console Action via CloudTrail"})
    void takesWhateverCarriesARecordOfCloudTrail(String detailType) {
        assertThat(outcome(decode(eventBridge(detailType, change("1"))))).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "42",
                "\"text\"",
                "{}",
                "{\"hello\":\"world\"}",
                "{\"Records\":{}}",
                "{\"Type\":\"Notification\",\"TopicArn\":\"arn:aws:sns:…\",\"Message\":\"hello\"}",
                "{\"detail-type\":\"AWS API Call via CloudTrail\",\"detail\":null}",
                "{\"eventID\":{\"a\":[1,2]},\"eventName\":\"x\"}",
                "{\"eventID\":\"1\"",
            })
    void handsOnWhatItDoesNotKnowAsItWasReceived(String input) {
        assertThat(decode(input))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        malformed ->
                                assertThat(malformed.bytes()).asString(UTF_8).isEqualTo(input));
    }

    @Test
    void goesOnAfterABrokenLine() {
        String input =
                String.join("\n", change("1"), change("2").substring(0, 200), change("3"), "", "oops", change("4"), "");

        List<Decoded> decoded = decodeAll(input, Keep.CHANGES);

        assertThat(decoded).extracting(DecoderTest::outcome).containsExactly("1", "line 2", "3", "line 5", "4");
    }

    @Test
    void keepsTheRecordsBeforeTheCutOfATruncatedFile() {
        String whole = file(change("1"), change("2"), change("3"));

        List<Decoded> decoded = decodeAll(whole.substring(0, whole.length() - 500), Keep.CHANGES);

        assertThat(decoded).extracting(DecoderTest::outcome).containsExactly("1", "2", "line 1");
    }

    @Test
    void passesOverAValueOfUnreasonableLengthWithoutHoldingIt() {
        String endless = "{\"eventID\":\"" + "x".repeat(9 * 1024 * 1024) + "\"}";

        List<Decoded> decoded = decodeAll(endless + "\n" + change("2"), Keep.CHANGES);

        assertThat(decoded).extracting(DecoderTest::outcome).containsExactly("line 1", "2");
        assertThat(((Decoded.Malformed) decoded.getFirst()).bytes()).hasSize(Decoder.LONGEST_REMAINS);
    }

    @Test
    void doesNotUnwrapForever() {
        String input = change("1");
        for (int i = 0; i < 6; i++) {
            input = sns(input);
        }

        assertThat(decode(input)).isInstanceOf(Decoded.Malformed.class);
    }

    private static Decoded decode(String input) {
        assertThat(decodeAll(input, Keep.CHANGES)).hasSize(1);
        return decodeAll(input, Keep.CHANGES).getFirst();
    }

    private static List<Decoded> decodeAll(String input, Keep keep) {
        return new Decoder(keep).decode(input.getBytes(UTF_8), new Input("sqs:levee-events", SENT));
    }

    private static CloudEvent event(Decoded decoded) {
        return ((Decoded.Event) decoded).event();
    }

    private static String outcome(Decoded decoded) {
        return switch (decoded) {
            case Decoded.Event event -> event.event().getId();
            case Decoded.Heartbeat heartbeat -> heartbeat.id();
            case Decoded.Dropped dropped -> dropped.cause().name();
            case Decoded.Ignored ignored -> ignored.kind().name();
            case Decoded.Malformed malformed -> "line " + malformed.line();
        };
    }
}
