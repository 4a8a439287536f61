package dev.levee.executor.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.executor.readiness.Needs.Need;
import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.policy.Compiled;
import dev.levee.rulebook.policy.CompiledPolicy;
import dev.levee.rulebook.policy.Parsed;
import dev.levee.rulebook.policy.PolicyYaml;
import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Provider;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NeedsTest {

    private static final Rulebook RULEBOOK = Rulebook.standard();
    private static final String ROTATION = "aws-kms-key-rotation";
    private static final String LOG_VALIDATION = "aws-cloudtrail-log-file-validation";

    @Test
    void areThoseOfTheControlsThatPoliciesPutOnTheAccount() {
        Needs needs = needs(
                policy("one", ROTATION, "automated", "{groups: [production]}"),
                policy("other", LOG_VALIDATION, "automated", "{groups: [development]}"));

        assertThat(needs.toRead(account())).extracting(Need::control).containsOnly(ROTATION);
        assertThat(needs.toFix(account())).contains(new Need(ROTATION, "kms:EnableKeyRotation", exampleOf(ROTATION)));
    }

    @Test
    void areOnlyToReadWhereAPolicyOnlyObserves() {
        Needs needs = needs(policy("one", ROTATION, "observe", "{accounts: [\"111122223333\"]}"));

        assertThat(needs.toRead(account())).isNotEmpty();
        assertThat(needs.toFix(account())).isEmpty();
    }

    @Test
    void areThoseOfEveryControlWhileNoPolicyReachesTheAccount() {
        Needs needs = needs(policy("other", ROTATION, "automated", "{groups: [development]}"));

        assertThat(needs.toRead(account()).stream().map(Need::control).distinct())
                .hasSize(RULEBOOK.controls().size());
        assertThat(needs.toFix(account())).isNotEmpty();
    }

    @Test
    void leaveNothingInATemplateOfAnArnOpen() {
        Needs needs = needs();

        assertThat(Stream.concat(needs.toRead(account()).stream(), needs.toFix(account()).stream()))
                .allSatisfy(need -> {
                    assertThat(need.resource()).matches("\\*|arn:aws-cn:.*").doesNotContain("${");
                    assertThat(need.action()).matches("[a-z0-9-]+:[A-Za-z]+");
                });
    }

    private static Needs needs(String... policies) {
        List<Compiled> compiled = Stream.of(policies)
                .map(yaml -> PolicyYaml.parse("test", yaml, RULEBOOK))
                .flatMap(parsed -> ((Parsed.Valid) parsed).policies().stream())
                .map(policy -> CompiledPolicy.compile(policy, RULEBOOK))
                .toList();
        return new Needs(RULEBOOK, compiled);
    }

    private static String policy(String id, String control, String mode, String scope) {
        return "{id: %s, description: A test., controls: [%s], mode: %s, scope: %s}"
                .formatted(id, control, mode, scope);
    }

    private static String exampleOf(String control) {
        return RULEBOOK.control(control)
                .orElseThrow()
                .exampleResource(Needs.place(account()))
                .arn();
    }

    private static Account account() {
        return Account.newBuilder()
                .setId("111122223333")
                .setProvider(Provider.AWS)
                .setGroups(List.of("production"))
                .setRegions(List.of("cn-north-1"))
                .setConnection(AwsConnection.newBuilder()
                        .setMode(ConnectionMode.MANUAL)
                        .setScanRoleArn("arn:aws-cn:iam::111122223333:role/levee-scan")
                        .setRemediatorRoleArn("arn:aws-cn:iam::111122223333:role/levee-remediator")
                        .setExternalId("5b0c2f4e-1f60-4ad7-9f7e-0c3f5f5b9a11")
                        .build())
                .build();
    }
}
