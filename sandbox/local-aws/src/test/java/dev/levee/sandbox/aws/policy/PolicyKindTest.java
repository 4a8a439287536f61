package dev.levee.sandbox.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sandbox.aws.AwsFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyKindTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "Effect": "Allow", "Action": "s3:GetObject"                                        | Policy statement must contain resources.
            "Effect": "Allow", "Resource": "*"                                                 | Policy statement must contain actions.
            "Effect": "Allow", "Action": "GetObject", "Resource": "*"                          | Actions/Conditions must be prefaced by a vendor
            "Effect": "Allow", "Action": "s3:GetObject", "Resource": "ledger"                  | Resource ledger must be in ARN format or "*".
            "Effect": "Allow", "Action": "*", "Resource": "*", "Principal": "*"                | Policy document should not specify a principal.
            "Effect": "Allow", "Action": "*", "Resource": "*", "Sid": "with space"             | Statement IDs (SID) must be alpha-numeric.
            "Effect": "Allow", "Action": "*", "NotAction": "s3:*", "Resource": "*"             | Syntax errors in policy.
            "Effect": "Allow", "Action": "*", "Resource": "*", "Comment": "why"                | Syntax errors in policy.
            "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"DateLessThan": {"aws:CurrentTime": "soon"}} | Syntax errors in policy
            """)
    void refusesAnIdentityPolicyInTheWordsOfAws(String statement, String words) {
        refuses(PolicyKind.IDENTITY, statement, words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*", "Resource": "*"             | Has prohibited field Resource
            "Effect": "Allow", "Action": "s3:GetObject", "Principal": "*"                                | AssumeRole policy may only specify STS AssumeRole actions.
            "Effect": "Allow", "Action": "sts:AssumeRole"                                                | Missing required field Principal
            "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "444455556666"}          | Invalid principal in policy: "AWS":"444455556666"
            "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda"}            | Invalid principal in policy: "SERVICE":"lambda"
            """)
    void refusesATrustPolicyInTheWordsOfAws(String statement, String words) {
        refuses(PolicyKind.TRUST, statement, words);
    }

    @Test
    void asksForTheVersionWhereAwsDoes() {
        String old = "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}]}";

        assertThatThrownBy(() -> PolicyKind.IDENTITY.read(old))
                .hasMessage("Policy document must be version 2012-10-17 or greater.");
        assertThat(PolicyKind.TRUST.read("""
                {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                  "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.example"}}]}""")).isNotNull();
    }

    @Test
    void wantsEveryStatementIdOnce() {
        assertThatThrownBy(() -> PolicyKind.SERVICE_CONTROL.read("""
                        {"Version": "2012-10-17", "Statement": [
                          {"Sid": "One", "Effect": "Deny", "Action": "*", "Resource": "*"},
                          {"Sid": "One", "Effect": "Allow", "Action": "*", "Resource": "*"}]}"""))
                .hasMessage("Statement IDs (SID) in a single policy must be unique.");
    }

    private static void refuses(PolicyKind kind, String statement, String words) {
        String text = "{\"Version\": \"2012-10-17\", \"Statement\": [{%s}]}".formatted(statement);

        assertThatThrownBy(() -> kind.read(text, "111122223333"::equals))
                .isInstanceOfSatisfying(
                        AwsFault.class, fault -> assertThat(fault.code()).isEqualTo("MalformedPolicyDocument"))
                .hasMessageStartingWith(words);
    }
}
