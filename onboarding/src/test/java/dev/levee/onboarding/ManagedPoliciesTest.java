package dev.levee.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.service.ConfigurationException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManagedPoliciesTest {

    private final ManagedPolicies policies = new ManagedPolicies("Scan", "levee-scan", "What Levee may read");

    @Test
    void putsEverythingIntoOnePolicyWhileItFits() {
        assertThat(names(statements(10))).containsExactly("levee-scan-1");
    }

    @Test
    void beginsAnotherPolicyWhereOneIsFull() {
        assertThat(names(statements(100))).containsExactly("levee-scan-1", "levee-scan-2");
    }

    @Test
    void fillsAPolicyToItsQuota() {
        Statement filler = new Statement(List.of("s3:GetBucketAcl"), List.of("*"));
        int most = (ManagedPolicies.POLICY_LIMIT - 40) / (filler.length() + 1);

        assertThat(names(IntStream.range(0, most).mapToObj(_ -> filler).toList()))
                .hasSize(1);
        assertThat(names(IntStream.range(0, most + 1).mapToObj(_ -> filler).toList()))
                .hasSize(2);
    }

    @Test
    void countsTheLongestValuesThatItsParametersCanHave() {
        Statement statement =
                new Statement(List.of("kms:ListKeys"), List.of("arn:${AWS::Partition}:kms:*:${AWS::AccountId}:key/*"));

        assertThat(statement.length())
                .isEqualTo(
                        "{'Effect':'Allow','Action':['kms:ListKeys'],'Resource':['arn:aws-us-gov:kms:*:123456789012:key/*']}"
                                .length());
    }

    @Test
    void saysSoWhenARoleHasNoRoomForMore() {
        assertThatThrownBy(() -> policies.yaml(statements(1000)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("levee-scan")
                .hasMessageContaining("choose fewer");
    }

    private List<String> names(List<Statement> statements) {
        return policies.yaml(statements).stream()
                .filter(line -> line.contains("ManagedPolicyName"))
                .map(line -> line.strip().substring("ManagedPolicyName: ".length()))
                .toList();
    }

    private static List<Statement> statements(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Statement(
                        List.of("rds:ModifyDBInstance"),
                        List.of("arn:${AWS::Partition}:rds:*:${AWS::AccountId}:db:" + number)))
                .toList();
    }
}
