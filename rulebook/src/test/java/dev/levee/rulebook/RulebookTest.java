package dev.levee.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.levee.schemas.Provider;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulebookTest {

    @Test
    void holdsEveryControlOfTheClassPathOrderedById() {
        assertThat(Rulebook.standard().controls())
                .extracting(Control::id)
                .containsExactly(
                        "aws-cloudtrail-log-file-validation",
                        "aws-ec2-security-group-open-ssh",
                        "aws-iam-password-policy-minimum-length",
                        "aws-kms-key-rotation",
                        "aws-rds-instance-deletion-protection",
                        "aws-s3-bucket-block-public-access",
                        "aws-s3-bucket-default-encryption");
    }

    @Test
    void knowsEveryActionThatTriggersSomeControl() {
        Rulebook rulebook = Rulebook.of(List.of(Demo.control()));

        assertThat(rulebook.actions()).containsExactlyInAnyOrder("demo:CreateThing", "demo:PaintThing");
        assertThat(Rulebook.standard().actions())
                .contains("s3:DeleteBucketPublicAccessBlock", "ec2:ModifySecurityGroupRules");
    }

    @Test
    void findsAControlByItsId() {
        Rulebook rulebook = Rulebook.of(List.of(Demo.control()));

        assertThat(rulebook.control("aws-demo-thing-is-blue"))
                .hasValueSatisfying(control -> assertThat(control.provider()).isEqualTo(Provider.AWS));
        assertThat(rulebook.control("aws-demo-thing-is-red")).isEmpty();
    }

    @Test
    void refusesTwoControlsWithOneId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rulebook.of(List.of(Demo.control(), Demo.control())))
                .withMessageContaining("aws-demo-thing-is-blue");
    }
}
