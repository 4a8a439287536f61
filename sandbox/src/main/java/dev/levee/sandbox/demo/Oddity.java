package dev.levee.sandbox.demo;

import dev.levee.sandbox.SandboxAccount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// Something on the queue that must lead to no fix.
///
/// @param messages as they are put on the queue
record Oddity(String what, List<String> messages) {

    static final String UNKNOWN_ACCOUNT = "333333333333";
    static final int MALFORMED_MESSAGES = 1;
    static final int DUPLICATES = 1;
    static final int UNKNOWN_EVENTS = 1;
    static final int UNKNOWN_ACCOUNTS = 1;

    static List<Oddity> all(SandboxAccount account) {
        String twice = event(account.id(), "kms", "EnableKey", "{\"keyId\": \"of-nothing\"}");
        return List.of(
                new Oddity("the same event, delivered twice", List.of(twice, twice)),
                new Oddity("a message that is no event", List.of("{\"detail-type\": \"AWS API Call via Cloud")),
                new Oddity("an event nothing is known of", List.of(event(account.id(), "coffee", "BrewCoffee", "{}"))),
                new Oddity(
                        "an event of an account nobody onboarded",
                        List.of(event(UNKNOWN_ACCOUNT, "s3", "CreateBucket", "{\"bucketName\": \"not-ours\"}"))));
    }

    private static String event(String account, String service, String action, String parameters) {
        return """
                {"version": "0", "id": "%1$s", "detail-type": "AWS API Call via CloudTrail", "source": "aws.%3$s",
                 "account": "%2$s", "time": "%5$s", "region": "eu-central-1", "resources": [],
                 "detail": {"eventVersion": "1.11", "eventID": "%1$s", "eventTime": "%5$s",
                  "eventSource": "%3$s.amazonaws.com", "eventName": "%4$s", "awsRegion": "eu-central-1",
                  "sourceIPAddress": "203.0.113.7", "userAgent": "aws-cli/2.31", "readOnly": false,
                  "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::%2$s:user/somebody", "accountId": "%2$s"},
                  "requestParameters": %6$s, "responseElements": null, "requestID": "%1$s", "eventType": "AwsApiCall",
                  "managementEvent": true, "recipientAccountId": "%2$s", "eventCategory": "Management"}}""".formatted(
                UUID.randomUUID(), account, service, action, Instant.now().truncatedTo(ChronoUnit.SECONDS), parameters);
    }
}
