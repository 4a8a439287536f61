package dev.levee.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Rulebook;
import dev.levee.sandbox.contract.TrialResource;
import dev.levee.sandbox.onboarding.Onboarding;
import dev.levee.schemas.Account;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.OutcomeKind;
import dev.levee.schemas.Phase;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import dev.levee.schemas.PolicyScope;
import dev.levee.schemas.Risk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every control of the catalogue through the whole of Levee: each in an account of its own, under a policy of its own,
/// all at the same time.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CatalogueEndToEndTest {

    private static final long FIRST_ACCOUNT = 300_000_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Control> CONTROLS = Rulebook.standard().controls().stream()
            .filter(control -> !control.trials().isEmpty())
            .filter(control -> control.id().contains(System.getProperty("levee.test.controls", "")))
            .toList();

    @TempDir
    static Path folder;

    private static @Nullable LocalGround ground;
    private static @Nullable Sandbox sandbox;
    private static @Nullable Evidence evidence;

    private static final Map<String, TrialResource> RESOURCES = new LinkedHashMap<>();

    /// Control → the calls its fix took.
    private static final Map<String, Long> FIXED = new LinkedHashMap<>();

    @BeforeAll
    static void violateEverything() throws Exception {
        SandboxOptions options = SandboxOptions.in(folder);
        LocalGround local = new LocalGround(options, Sandbox.accountIds(), _ -> {}, Optional.empty());
        ground = local;
        Sandbox levee = Sandbox.on(local, options);
        sandbox = levee;
        evidence = new Evidence(levee);
        List<SandboxAccount> accounts = new ArrayList<>();
        List<Account> onboarded = new ArrayList<>();
        List<Policy> policies = new ArrayList<>();
        for (Control control : CONTROLS) {
            SandboxAccount account = account(Long.toString(FIRST_ACCOUNT + accounts.size()));
            local.cloud().addAccount(account.id());
            accounts.add(account);
            onboarded.add(levee.onboard(account));
            policies.add(policy(control, account));
        }
        new Publication(levee.bootstrapServers(), levee.registry()).publish(onboarded, policies);
        awaitInForce(levee, "levee.evaluator.policies", policies.size());
        awaitInForce(levee, "levee.evaluator.accounts", accounts.size());
        for (int one = 0; one < CONTROLS.size(); one++) {
            Control control = CONTROLS.get(one);
            String account = accounts.get(one).id();
            RESOURCES.put(
                    control.id(),
                    TrialResource.make(
                            levee.cloud(account),
                            account,
                            control,
                            control.trials().getFirst(),
                            CatalogueEndToEndTest::pause));
        }
    }

    private static void pause() {
        Awaitility.await().pollDelay(PAUSE).until(() -> true);
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : Stream.of(evidence, sandbox, ground)
                .filter(Objects::nonNull)
                .map(AutoCloseable.class::cast)
                .toList()) {
            part.close();
        }
    }

    static Stream<Arguments> controls() {
        return CONTROLS.stream().map(control -> Arguments.of(control.id(), control));
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("controls")
    void isFixedWithCompleteEvidence(String id, Control control) throws Exception {
        Evidence written = Objects.requireNonNull(evidence);

        AuditEvent applied = written.awaitOutcome(OutcomeKind.APPLIED, about(id), PATIENCE);

        String command = applied.getCommand().orElseThrow();
        assertThat(written.steps(command))
                .contains(
                        AuditStep.DECIDED,
                        AuditStep.AUTHORISED,
                        AuditStep.JUDGED,
                        AuditStep.INTENT,
                        AuditStep.CALLED,
                        AuditStep.OUTCOME);
        assertThat(written.snapshot(command, Phase.BEFORE).getJudgement()).isEqualTo("NON_COMPLIANT");
        assertThat(written.snapshot(command, Phase.AFTER).getJudgement()).isEqualTo("COMPLIANT");
        FIXED.put(id, changes(applied.getAccount()));
        Objects.requireNonNull(sandbox).enqueue(envelope(written.cause(applied), again(id)));
    }

    @Order(2)
    @ParameterizedTest(name = "{0}")
    @MethodSource("controls")
    void isLeftAloneWhenTheSameEventComesAsAnother(String id, Control control) {
        AuditEvent left = Objects.requireNonNull(evidence)
                .awaitOutcome(
                        OutcomeKind.ALREADY_COMPLIANT,
                        about(id)
                                .and(event -> event.getEvent()
                                        .filter(again(id)::equals)
                                        .isPresent()),
                        PATIENCE);

        assertThat(changes(left.getAccount())).isEqualTo(FIXED.get(id));
    }

    private static Predicate<AuditEvent> about(String control) {
        String arn = Objects.requireNonNull(RESOURCES.get(control)).resource().arn();
        return event -> event.getResource().equals(arn)
                && event.getControl().filter(control::equals).isPresent();
    }

    private static String again(String control) {
        return UUID.nameUUIDFromBytes(control.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /// The calls made so far by sessions of the account's remediator role.
    private static long changes(String account) {
        String sessions = "arn:aws:sts::%s:assumed-role/%s/".formatted(account, Onboarding.REMEDIATOR_ROLE);
        return Objects.requireNonNull(ground).cloud().calls().stream()
                .filter(call -> call.caller().startsWith(sessions))
                .count();
    }

    /// The same event once more, as another one.
    private static String envelope(CloudEvent event, String id) throws JsonProcessingException {
        ObjectNode record = (ObjectNode) JSON.readTree(event.getRecord());
        record.put("eventID", id);
        return JSON.createObjectNode()
                .put("version", "0")
                .put("id", id)
                .put("detail-type", "AWS API Call via CloudTrail")
                .put("source", "aws." + event.getService())
                .put("account", event.getAccount())
                .put("time", event.getTime().toString())
                .put("region", event.getRegion())
                .<ObjectNode>set("detail", record)
                .toString();
    }

    private static SandboxAccount account(String id) {
        return new SandboxAccount(
                id, "trial", List.of("trial"), List.of("eu-central-1", "us-east-1"), UUID.randomUUID());
    }

    private static Policy policy(Control control, SandboxAccount account) {
        return Policy.newBuilder()
                .setId("trial-" + account.id())
                .setControls(List.of(control.id()))
                .setMode(PolicyMode.AUTOMATED)
                .setScope(PolicyScope.newBuilder()
                        .setAccounts(List.of(account.id()))
                        .build())
                .setInputs(Map.of(
                        control.id(), control.trials().getFirst().inputs().toString()))
                .setAcceptRisk(List.of(Risk.BILLABLE, Risk.DESTRUCTIVE))
                .build();
    }

    private static void awaitInForce(Sandbox levee, String gauge, int atLeast) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        levee.service("evaluator").meters().get(gauge).gauge().value() >= atLeast);
    }
}
