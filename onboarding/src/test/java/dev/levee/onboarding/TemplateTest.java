package dev.levee.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.rulebook.Control;
import dev.levee.rulebook.OwnControls;
import dev.levee.rulebook.Rulebook;
import dev.levee.service.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static final String OWN = "aws-sqs-queue-message-retention";
    private static final Path OWN_FILE = Path.of("../docs/how-to/own-controls/sqs", OWN + ".yaml");

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void allowsWhatTheChosenControlsNeedAndNothingElse() {
        String template = Template.REMEDIATOR_AUTOMATED.render(standard("aws-kms-key-rotation"));

        assertThat(template)
                .contains("kms:GetKeyRotationStatus", "kms:EnableKeyRotation", "kms:DisableKeyRotation")
                .contains("!Sub arn:${AWS::Partition}:kms:*:${AWS::AccountId}:key/*")
                .contains("Controls:\n      - aws-kms-key-rotation\n\n")
                .doesNotContain(
                        "s3:", "rds:", "NotResource: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/vpc");
    }

    @Test
    void letsOnlyTheRolesBePassedThatAControlPasses() {
        assertThat(Template.REMEDIATOR_MANUAL.render(standard("aws-ec2-vpc-flow-logs")))
                .contains("NotResource: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/vpc-flow-logs*");
        assertThat(Template.REMEDIATOR_MANUAL.render(standard("aws-kms-key-rotation")))
                .containsPattern("Effect: Deny\\n +Action: iam:PassRole\\n +Resource: '\\*'");
    }

    @Test
    void makesNoCodeByItselfInAnAccountWhereAPersonGivesIt() {
        assertThat(Template.REMEDIATOR_MANUAL.render(standard("aws-kms-key-rotation")))
                .doesNotContain("AWS::KMS::Key", "AWS::SecretsManager", "AWS::Lambda");
    }

    @Test
    void isTheSameForTheHubWhateverTheControls() {
        assertThat(Template.HUB.render(List.of()))
                .isEqualTo(Template.HUB.render(Rulebook.standard().controls()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iam:AttachUserPolicy",
                "iam:CreateAccessKey",
                "organizations:LeaveOrganization",
                "sts:AssumeRole",
                "kms:PutKeyPolicy"
            })
    void refusesAControlThatNeedsWhatNoRoleOfLeveesMayDo(String action) throws IOException {
        List<Control> controls = List.of(own("sqs:SetQueueAttributes: '${resource.arn}'", action + ": '*'"));

        assertThatThrownBy(() -> Template.REMEDIATOR_AUTOMATED.render(controls))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(OWN)
                .hasMessageContaining(action)
                .hasMessageContaining("leave this control out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iam:ListRoles", "cloudtrail:LookupEvents", "config:GetResourceConfigHistory"})
    void refusesAControlThatReadsWhatTellsACode(String action) throws IOException {
        List<Control> controls = List.of(own("sqs:GetQueueAttributes: '${resource.arn}'", action + ": '*'"));

        assertThatThrownBy(() -> Template.REMEDIATOR_MANUAL.render(controls)).hasMessageContaining(action);
    }

    private static List<Control> standard(String... ids) {
        return Stream.of(ids)
                .map(id -> Rulebook.standard().control(id).orElseThrow())
                .toList();
    }

    private Control own(String permission, String other) throws IOException {
        Files.writeString(
                folder.resolve(OWN + ".yaml"), Files.readString(OWN_FILE).replace(permission, other));
        return OwnControls.withStandard(Optional.of(folder)).control(OWN).orElseThrow();
    }
}
