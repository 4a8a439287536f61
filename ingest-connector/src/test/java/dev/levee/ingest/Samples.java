package dev.levee.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/// Records and envelopes in the shape the clouds give them.
public final class Samples {

    public static final String ACCOUNT = "111122223333";

    private Samples() {}

    /// A call that opened a security group.
    public static String change(String id) {
        return """
                {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:ada",\
                "arn":"arn:aws:sts::111122223333:assumed-role/admin/ada","accountId":"111122223333",\
                "sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws:iam::111122223333:role/admin"},\
                "attributes":{"mfaAuthenticated":"false"}}},"eventTime":"2026-11-03T10:15:30Z",\
                "eventSource":"ec2.amazonaws.com","eventName":"AuthorizeSecurityGroupIngress","awsRegion":"eu-central-1",\
                "sourceIPAddress":"203.0.113.9","userAgent":"aws-cli/2.31","requestParameters":{"ipPermissions":{"items":\
                [{"ipProtocol":"tcp","fromPort":22,"toPort":22,"groups":{"items":[{"groupId":"sg-other"}]},\
                "ipRanges":{"items":[{"cidrIp":"0.0.0.0/0"}]}}]},"groupId":"sg-1"},"responseElements":{"_return":true},\
                "eventID":"%s","readOnly":false,"eventType":"AwsApiCall","managementEvent":true,\
                "recipientAccountId":"111122223333","eventCategory":"Management"}""".formatted(id);
    }

    public static String with(String record, String field, String json) {
        return "{\"" + field + "\":" + json + "," + without(record, field).substring(1);
    }

    /// Without one field that has a text or truth value.
    public static String without(String record, String field) {
        return record.replaceAll("\"" + field + "\":(\"[^\"]*\"|true|false),", "");
    }

    public static String eventBridge(String detailType, String detail) {
        return """
                {"version":"0","id":"e-1","detail-type":"%s","source":"aws.ec2","account":"111122223333",\
                "time":"2026-11-03T10:15:31Z","region":"eu-central-1","resources":["arn:aws:ec2:::x"],"detail":%s}""".formatted(detailType, detail);
    }

    public static String eventBridge(String detail) {
        return eventBridge("AWS API Call via CloudTrail", detail);
    }

    /// As EventBridge forwards it, in members of its own.
    public static String heartbeat(String id) {
        return """
                {"version":"0","id":"e-1","detail-type":"Levee Heartbeat","source":"levee.heartbeat",\
                "account":"111122223333","time":"2026-11-03T10:15:31Z","region":"eu-central-1","resources":[],\
                "detail":{"id":"%s","sentAt":"2026-11-03T10:15:30.250Z"}}""".formatted(id);
    }

    public static String sns(String message) {
        return """
                {"Type":"Notification","MessageId":"m-1","TopicArn":"arn:aws:sns:eu-central-1:111122223333:levee",\
                "Message":"%s","Timestamp":"2026-11-03T10:15:31.000Z"}""".formatted(new String(JsonStringEncoder.getInstance().quoteAsUTF8(message), UTF_8));
    }

    public static String file(String... records) {
        return "{\"Records\":[" + String.join(",", records) + "]}";
    }
}
