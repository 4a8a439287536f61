package dev.levee.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.OutcomeKind;
import dev.levee.schemas.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OcsfTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "ocsf.md");

    @Property
    void keepsTheRulesOfOcsfWhateverTheAuditEvent(@ForAll("auditEvents") AuditEvent audit) {
        assertThat(OcsfRules.breachesOf(RemediationActivity.of(audit))).isEmpty();
    }

    @Provide
    Arbitrary<AuditEvent> auditEvents() {
        Arbitrary<String> text = Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(20);
        Arbitrary<String> orNothing = Arbitraries.strings().ascii().ofMaxLength(20);
        return Combinators.combine(
                        Arbitraries.of(AuditStep.class),
                        Arbitraries.of(OutcomeKind.class).injectNull(0.3),
                        text.injectNull(0.3),
                        text.injectNull(0.3),
                        orNothing,
                        Arbitraries.of("111122223333", "0b1f6471-1bf0-4dda-aec3-111122223333"),
                        Arbitraries.of("REMEDIATE", "ROLLBACK", "SCAN", "SWEEP", "?"),
                        Arbitraries.longs().between(1_600_000_000_000L, 2_000_000_000_000L))
                .as((step, outcome, command, policy, resource, account, intent, time) -> Records.audit("id", step)
                        .setOutcome(outcome)
                        .setCommand(command)
                        .setPolicy(policy)
                        .setPolicyRevision(policy)
                        .setEvent(policy)
                        .setResource(resource)
                        .setActor(resource)
                        .setRegion(resource)
                        .setAccount(account)
                        .setDetails(Map.of("intent", intent))
                        .setTime(Instant.ofEpochMilli(time))
                        .build());
    }

    @Example
    void tellsAFixAsARemediationThatHardened() {
        ObjectNode event = RemediationActivity.of(Records.outcome("audit-1", OutcomeKind.APPLIED));

        assertThat(numbers(event, "class_uid", "type_uid", "status_id", "disposition_id"))
                .containsExactly(7001, 700104, 1, 11);
        assertThat(event.at("/command_uid").asText()).isEqualTo("mfzwizltoqxgk43fmnzgk5bamq");
        assertThat(event.at("/metadata/uid").asText()).isEqualTo("audit-1");
        assertThat(event.at("/metadata/correlation_uid").asText()).isEqualTo("mfzwizltoqxgk43fmnzgk5bamq");
        assertThat(event.at("/time").asLong()).isEqualTo(1_795_253_400_123L);
        assertThat(event.at("/unmapped/resource").asText()).isEqualTo(Records.RESOURCE);
        assertThat(event.at("/unmapped/details/operation").asText()).isEqualTo("ec2:RevokeSecurityGroupIngress");
        assertThat(event.at("/actor/user/uid").asText()).isEqualTo("arn:aws:iam::111122223333:user/ann");
    }

    @Example
    void tellsARollbackAsARestoreFromItsFirstStepOn() {
        AuditEvent intent = Records.audit("audit-1", AuditStep.INTENT)
                .setDetails(Map.of("intent", "ROLLBACK"))
                .build();

        ObjectNode outcome = RemediationActivity.of(Records.outcome("audit-2", OutcomeKind.ROLLED_BACK));

        assertThat(numbers(RemediationActivity.of(intent), "type_uid")).containsExactly(700103);
        assertThat(numbers(outcome, "type_uid", "status_id")).containsExactly(700103, 1);
    }

    /// Remediation Activity demands a command; inventing one would make a SIEM count a remediation that never was.
    @Example
    void tellsADecisionWithoutACommandAsABaseEvent() {
        AuditEvent suppressed =
                Records.audit("audit-1", AuditStep.SUPPRESSED).setCommand(null).build();

        ObjectNode event = RemediationActivity.of(suppressed);

        assertThat(numbers(event, "class_uid", "type_uid")).containsExactly(0, 99);
        assertThat(event.has("command_uid")).isFalse();
        assertThat(event.at("/activity_name").asText()).isEqualTo("Suppressed");
        assertThat(event.at("/metadata/correlation_uid").asText()).isEqualTo("4b1c7d8e-0000-4a5b-9c6d-7e8f90a1b2c3");
    }

    @Property
    void keepsTheRulesOfOcsfForSnapshots(@ForAll Phase phase, @ForAll("regions") String region) throws Exception {
        ObjectNode event = ResourceInventory.of(
                Records.snapshot("snapshot-1").setPhase(phase).setRegion(region).build());

        assertThat(OcsfRules.breachesOf(event)).isEmpty();
    }

    @Provide
    Arbitrary<String> regions() {
        return Arbitraries.of("eu-west-1", "");
    }

    @Example
    void carriesTheStateOfAResourceAsJsonAndNotAsText() throws Exception {
        ObjectNode event = ResourceInventory.of(Records.snapshot("snapshot-1").build());

        assertThat(numbers(event, "type_uid")).containsExactly(502302);
        assertThat(event.at("/resources/0/data"))
                .isEqualTo(new ObjectMapper().readTree("{\"group\":{\"IpPermissions\":[]}}"));
        assertThat(event.at("/unmapped/phase").asText()).isEqualTo("BEFORE");
    }

    @Example
    void refusesAStateThatIsNoJson() {
        assertThatThrownBy(() -> ResourceInventory.of(
                        Records.snapshot("snapshot-1").setState("{\"group\":").build()))
                .isInstanceOf(JsonProcessingException.class);
    }

    @Example
    void staysOnOneLine() {
        AuditEvent audit = Records.audit("audit-1", AuditStep.CALLED)
                .setMessage("two\nlines\r\u2028")
                .build();

        assertThat(RemediationActivity.of(audit).toString()).doesNotContain("\n", "\r");
    }

    /// The page has a table of every step and outcome; a changed meaning is changed there too.
    @Example
    void meansWhatTheReferenceSays() throws IOException {
        String page = Files.readString(PAGE);

        for (AuditStep step : AuditStep.values()) {
            if (step != AuditStep.OUTCOME) {
                assertThat(page)
                        .contains(row(
                                step.name(),
                                RemediationActivity.of(Records.audit("id", step).build())));
            }
        }
        for (OutcomeKind outcome : OutcomeKind.values()) {
            assertThat(page).contains(row(outcome.name(), RemediationActivity.of(Records.outcome("id", outcome))));
        }
    }

    @Example
    void looksAsTheReferenceShows() throws IOException {
        ObjectNode event = RemediationActivity.of(Records.outcome("9Qd3r8", OutcomeKind.APPLIED));

        assertThat(Files.readString(PAGE)).contains(event.toPrettyString());
    }

    private static String row(String constant, ObjectNode event) {
        return "| `%s` | %s | %s | %s |"
                .formatted(constant, term(event, "status"), term(event, "severity"), term(event, "disposition"));
    }

    private static String term(ObjectNode event, String name) {
        return event.get(name + "_id").asInt() + " " + event.get(name).asText();
    }

    private static Stream<Integer> numbers(ObjectNode event, String... names) {
        return Stream.of(names).map(name -> event.get(name).asInt());
    }
}
