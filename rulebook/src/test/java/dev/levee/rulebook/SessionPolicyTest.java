package dev.levee.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SessionPolicyTest {

    /// What STS takes, in characters.
    private static final int LIMIT = 2048;

    private static final Place LONGEST_PLACE = new Place("aws-us-gov", "111122223333", "ap-southeast-22");

    static Stream<Arguments> allowed() {
        return Stream.of(
                Arguments.of(
                        "aws-cloudtrail-log-file-validation",
                        "FIX",
                        "cloudtrail:UpdateTrail",
                        "arn:aws:cloudtrail:eu-central-1:111122223333:trail/audit-trail"),
                Arguments.of("aws-iam-password-policy-minimum-length", "FIX", "iam:UpdateAccountPasswordPolicy", "*"),
                Arguments.of(
                        "aws-kms-key-rotation",
                        "FIX",
                        "kms:EnableKeyRotation",
                        "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
                Arguments.of(
                        "aws-rds-instance-deletion-protection",
                        "FIX",
                        "rds:ModifyDBInstance",
                        "arn:aws:rds:eu-central-1:111122223333:db:orders"),
                Arguments.of(
                        "aws-s3-bucket-block-public-access",
                        "FIX",
                        "s3:PutBucketPublicAccessBlock",
                        "arn:aws:s3:::invoices"),
                Arguments.of(
                        "aws-s3-bucket-default-encryption",
                        "FIX",
                        "s3:PutEncryptionConfiguration",
                        "arn:aws:s3:::invoices"),
                Arguments.of(
                        "aws-s3-bucket-default-encryption",
                        "ROLLBACK",
                        "s3:PutEncryptionConfiguration",
                        "arn:aws:s3:::invoices"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("allowed")
    void allowsOneActionOnOneResource(String id, Purpose purpose, String action, String arn) {
        Control control = Rulebook.standard().control(id).orElseThrow();

        JsonNode policy = control.sessionPolicy(control.exampleResource(Demo.PLACE), purpose);

        assertThat(policy).isEqualTo(Json.of("""
                {Version: '2012-10-17', Statement: [{Effect: 'Allow', Action: ['%s'], Resource: ['%s']}]}
                """.formatted(action, arn)));
    }

    @ParameterizedTest
    @EnumSource(names = {"FIX", "ROLLBACK"})
    void namesEveryActionOnAResourceOnce(Purpose purpose) {
        Control control =
                Rulebook.standard().control("aws-ec2-security-group-open-ssh").orElseThrow();

        JsonNode policy = control.sessionPolicy(control.resource("sg-0a1b2c3d4e5f60718", Demo.PLACE), purpose);

        assertThat(policy).isEqualTo(Json.of("""
                {Version: '2012-10-17', Statement: [{
                  Effect: 'Allow',
                  Action: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'],
                  Resource: ['arn:aws:ec2:eu-central-1:111122223333:security-group/sg-0a1b2c3d4e5f60718']}]}
                """));
    }

    @Test
    void allowsNoActionOnAnotherActionsResource() {
        Control control = Demo.control();

        JsonNode policy = control.sessionPolicy(control.resource("kettle", Demo.PLACE), Purpose.FIX);

        assertThat(policy).isEqualTo(Json.of("""
                {Version: '2012-10-17', Statement: [
                  {Effect: 'Allow', Action: ['demo:UsePaint'], Resource: ['arn:aws:demo:::paint/*']},
                  {Effect: 'Allow', Action: ['demo:PaintThing'], Resource: ['arn:aws:demo:eu-central-1:111122223333:thing/kettle']}]}
                """));
    }

    static Stream<Control> controls() {
        return Rulebook.standard().controls().stream();
    }

    @ParameterizedTest
    @MethodSource("controls")
    void isShortEnoughForTheSecurityTokenService(Control control) {
        Resource resource = control.exampleResource(LONGEST_PLACE);
        int longestId = 255 - resource.id().length();

        for (Purpose purpose : Purpose.values()) {
            assertThat(control.sessionPolicy(resource, purpose).toString().length() + longestId)
                    .isLessThan(LIMIT);
        }
    }

    @Test
    void refusesAResourceThatIsNotWhatItSays() {
        Control control = Demo.control();
        Resource forged = new Resource("Demo::Thing", "kettle", "arn:aws:demo:::thing/*", Demo.PLACE);

        assertThatIllegalArgumentException().isThrownBy(() -> control.sessionPolicy(forged, Purpose.FIX));
    }
}
