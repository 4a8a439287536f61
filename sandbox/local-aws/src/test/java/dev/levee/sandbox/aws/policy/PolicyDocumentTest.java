package dev.levee.sandbox.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Caller;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {

    private static final Caller LEVEE = new Caller.RoleSession(
            "999900001111",
            "levee",
            "arn:aws:iam::999900001111:role/levee",
            "AROA1",
            "executor",
            "ASIA1",
            Instant.EPOCH);

    @ParameterizedTest
    @CsvSource({
        "s3:PutEncryptionConfiguration, arn:aws:s3:::ledger, ALLOW",
        "S3:putencryptionconfiguration, arn:aws:s3:::ledger, ALLOW",
        "s3:PutEncryptionConfiguration, arn:aws:s3:::ledger-2, SILENT",
        "s3:GetBucketPolicy,            arn:aws:s3:::anything, ALLOW",
        "s3:PutBucketPolicy,            arn:aws:s3:::ledger, SILENT",
        "s3:GetBucketAcl,               arn:aws:s3:::secret-1, DENY"
    })
    void allowsWhatItSaysUnlessItDeniesIt(String action, String resource, Verdict verdict) {
        PolicyDocument policy = PolicyDocument.parse("""
                {"Statement": [
                  {"Effect": "Allow", "Action": "s3:PutEncryptionConfiguration", "Resource": "arn:aws:s3:::ledger"},
                  {"Effect": "Allow", "Action": ["s3:Get*"], "Resource": "*"},
                  {"Effect": "Deny", "Action": "*", "Resource": ["arn:aws:s3:::secret-?"]}]}""");

        assertThat(policy.of(action, resource, Context.empty())).isEqualTo(verdict);
    }

    @Test
    void meansEverythingElseByNotActionAndNotResource() {
        PolicyDocument policy = PolicyDocument.parse("""
                {"Statement": {"Effect": "Allow", "NotAction": "iam:*", "NotResource": "arn:aws:s3:::secret"}}""");

        assertThat(policy.of("s3:GetBucketAcl", "arn:aws:s3:::ledger", Context.empty()))
                .isEqualTo(Verdict.ALLOW);
        assertThat(policy.of("iam:GetRole", "arn:aws:s3:::ledger", Context.empty()))
                .isEqualTo(Verdict.SILENT);
        assertThat(policy.of("s3:GetBucketAcl", "arn:aws:s3:::secret", Context.empty()))
                .isEqualTo(Verdict.SILENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'StringEquals': {'aws:RequestedRegion': ['eu-west-1', 'eu-central-1']}}         | ALLOW",
                "{'StringEquals': {'AWS:requestedregion': 'us-east-1'}}                           | SILENT",
                "{'StringLike': {'aws:RequestedRegion': 'eu-*'}}                                  | ALLOW",
                "{'StringNotEquals': {'aws:RequestedRegion': ['us-east-1', 'us-west-2']}}         | ALLOW",
                "{'StringNotLike': {'aws:RequestedRegion': ['us-*', 'eu-*']}}                     | SILENT",
                "{'ArnLike': {'aws:PrincipalArn': 'arn:aws:iam::*:role/levee'}}                   | ALLOW",
                "{'ArnLike': {'aws:PrincipalArn': 'arn:*'}}                                       | SILENT",
                "{'Bool': {'aws:SecureTransport': 'false'}}                                       | ALLOW",
                "{'Null': {'aws:TokenIssueTime': 'true'}}                                         | ALLOW",
                "{'DateLessThan': {'aws:CurrentTime': '2026-11-20T10:05:00Z'}}                    | ALLOW",
                "{'DateLessThan': {'aws:CurrentTime': '2026-11-20T10:00:00Z'}}                    | SILENT",
                "{'DateGreaterThanEquals': {'aws:CurrentTime': '2026-11-20T11:00:00+01:00'}}      | ALLOW",
                "{'DateGreaterThan': {'aws:EpochTime': '2026-11-20'}}                             | ALLOW",
                "{'NumericLessThan': {'s3:max-keys': 100}}                                        | ALLOW",
                "{'NumericGreaterThanEquals': {'s3:max-keys': '10.5'}}                            | SILENT",
                "{'IpAddress': {'aws:SourceIp': ['203.0.113.0/24', '198.51.100.7']}}              | ALLOW",
                "{'NotIpAddress': {'aws:SourceIp': '203.0.112.0/23'}}                             | SILENT",
                "{'Null': {'aws:PrincipalArn': true}}                                             | SILENT",
                "{'StringEquals': {'aws:PrincipalTag/team': 'net'}}                               | SILENT",
                "{'StringEqualsIfExists': {'aws:PrincipalTag/team': 'net'}}                       | ALLOW",
                "{'ForAllValues:StringEquals': {'aws:TagKeys': 'env'}}                            | ALLOW",
                "{'ForAnyValue:StringEquals': {'aws:RequestedRegion': ['eu-west-1', 'us-east-1']}} | ALLOW",
                "{'ForAnyValue:StringEquals': {'aws:TagKeys': 'env'}}                             | SILENT",
                "{'StringLike': {'aws:RequestedRegion': 'eu-*'}, 'Bool': {'aws:SecureTransport': 'true'}} | SILENT"
            })
    void holdsOnlyUnderItsCondition(String condition, Verdict verdict) {
        PolicyDocument policy = PolicyDocument.parse("""
                {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": %s}]}""".formatted(condition.replace('\'', '"')));
        Context context = Context.empty()
                .with("aws:RequestedRegion", "eu-west-1")
                .with("aws:PrincipalArn", "arn:aws:iam::999900001111:role/levee")
                .with("aws:CurrentTime", "2026-11-20T10:00:00Z")
                .with("aws:EpochTime", "1795168800")
                .with("s3:max-keys", "10")
                .with("aws:SourceIp", "203.0.113.9")
                .with("aws:SecureTransport", "false");

        assertThat(policy.of("s3:GetBucketAcl", "*", context)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "999900001111,                                                    TO_ACCOUNT",
        "arn:aws:iam::999900001111:root,                                  TO_ACCOUNT",
        "arn:aws:iam::999900001111:role/levee,                            TO_ROLE",
        "*,                                                               TO_ROLE",
        "arn:aws:sts::999900001111:assumed-role/levee/executor,           TO_CALLER",
        "arn:aws:iam::999900001111:role/lev*,                             SILENT",
        "arn:aws:iam::111122223333:root,                                  SILENT"
    })
    void trustsAnAccountARoleOrASession(String principal, Consent consent) {
        assertThat(trust("{\"AWS\": \"%s\"}".formatted(principal), LEVEE)).isEqualTo(consent);
    }

    @Test
    void trustsAService() {
        Caller lambda = new Caller.Service("lambda.amazonaws.com", "999900001111");

        assertThat(trust("{\"Service\": \"lambda.amazonaws.com\"}", lambda)).isEqualTo(Consent.TO_CALLER);
        assertThat(trust("{\"Service\": \"ec2.amazonaws.com\"}", lambda)).isEqualTo(Consent.SILENT);
        assertThat(trust("{\"Service\": \"ec2.amazonaws.com\"}", LEVEE)).isEqualTo(Consent.SILENT);
    }

    @Test
    void fillsPolicyVariables() {
        PolicyDocument policy = PolicyDocument.parse("""
                {"Statement": {"Effect": "Allow", "Action": "s3:GetObject",
                  "Resource": "arn:aws:s3:::home-${aws:PrincipalAccount}/*"}}""");
        Context context = Context.empty().with("aws:PrincipalAccount", "999900001111");

        assertThat(policy.of("s3:GetObject", "arn:aws:s3:::home-999900001111/a", context))
                .isEqualTo(Verdict.ALLOW);
        assertThat(policy.of("s3:GetObject", "arn:aws:s3:::home-999900001111/a", Context.empty()))
                .isEqualTo(Verdict.SILENT);
    }

    private static Consent trust(String principal, Caller caller) {
        return PolicyDocument.parse("""
                {"Statement": [{"Effect": "Allow", "Principal": %s, "Action": "sts:AssumeRole"}]}""".formatted(principal))
                .of(caller, "sts:AssumeRole", "arn:aws:iam::111122223333:role/any", Context.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{}",
                "{'Statement': [{'Effect': 'Maybe', 'Action': '*', 'Resource': '*'}]}",
                "{'Statement': [{'Effect': 'Allow', 'Resource': '*'}]}",
                "{'Statement': [{'Effect': 'Allow', 'Action': '*'}]}",
                "{'Statement': [{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': {'Sounds': {'a': 'b'}}}]}"
            })
    void refusesWhatIsNoPolicy(String text) {
        assertThatThrownBy(() -> PolicyDocument.parse(text.replace('\'', '"')))
                .isInstanceOfSatisfying(
                        AwsFault.class, fault -> assertThat(fault.code()).isEqualTo("MalformedPolicyDocument"));
    }
}
