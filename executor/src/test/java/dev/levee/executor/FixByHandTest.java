package dev.levee.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.executor.InstancesForTests.Instance;
import dev.levee.executor.api.ApiDocument;
import dev.levee.executor.api.CallsForTests.Answer;
import dev.levee.schemas.AuditEvent;
import dev.levee.schemas.AuditStep;
import dev.levee.schemas.Finding;
import dev.levee.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person has findings fixed over the API of two executors, with the code that the account trusts.
class FixByHandTest {

    private static InstancesForTests instances;
    private static Instance one;
    private static Instance other;

    @BeforeAll
    static void start(@TempDir Path log, @TempDir Path folder) throws Exception {
        instances = new InstancesForTests(log, folder);
        one = instances.start("one");
        other = instances.start("other");
        instances.awaitShares();
    }

    @AfterAll
    static void stop() {
        instances.close();
    }

    @Test
    void worksWhicheverInstanceIsAsked() throws Exception {
        for (Instance owner : List.of(one, other)) {
            Finding finding = instances.found(owner::owns);

            Answer answer = instances.fix(one, finding, InstancesForTests.CODE);

            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
            assertThat(answer.body().path("outcome").asText()).isEqualTo("applied");
            assertThat(answer.body().path("fixed").asBoolean()).isTrue();
            assertThat(instances.isFixed(finding)).isTrue();
        }
    }

    @Test
    void isToldOfOnEveryInstance() throws Exception {
        Finding finding = instances.found(other::owns);
        JsonNode fixed = instances.fix(one, finding, InstancesForTests.CODE).body();
        String path = "/v1/commands/" + fixed.path("command").asText();
        String token = instances.oncall();

        for (Instance instance : List.of(one, other)) {
            await().untilAsserted(() -> assertThat(instance.calls()
                            .get(path, token)
                            .body()
                            .path("ended")
                            .asBoolean())
                    .isTrue());
        }

        JsonNode standing = one.calls().get(path, token).body();
        new ApiDocument().describes("Command", standing);
        new ApiDocument().describes("Command", fixed);
        assertThat(standing.path("outcome").asText()).isEqualTo("applied");
        assertThat(standing.path("message").asText())
                .isEqualTo(fixed.path("message").asText());
        assertThat(standing.path("requestedBy").asText()).isEqualTo("anna@example.com (anna)");
        assertThat(one.calls()
                        .get(path, instances.issuer.token("ben", "strangers"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void isAuditedUnderTheNameOfWhoAskedForIt() throws Exception {
        Finding finding = instances.found(one::owns);

        Answer answer = instances.fix(other, finding, InstancesForTests.CODE);

        assertThat(instances.trailOf(answer.body().path("command").asText()))
                .allSatisfy(event -> assertThat(event.getActor()).isEqualTo("anna@example.com (anna)"))
                .extracting(AuditEvent::getStep)
                .contains(AuditStep.AUTHORISED, AuditStep.INTENT, AuditStep.CALLED, AuditStep.OUTCOME);
    }

    @Test
    void isRefusedToWhoeverMayOnlyLook() throws Exception {
        Finding finding = instances.found(one::owns);

        Answer answer = instances.fix(one, finding, InstancesForTests.CODE, instances.issuer.token("carl", "auditors"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("insufficient_scope");
        assertThat(answer.body().path("detail").asText()).contains("not a remediator");
        assertThat(instances.isFixed(finding)).isFalse();
    }

    @Test
    void isOfferedWhereAPolicyLetsAPersonDecide() throws Exception {
        Finding finding = instances.found(one::owns);
        Finding stray = Finding.newBuilder(finding)
                .setId(finding.getId().replace(Policies.BLOCK, Policies.SSH))
                .setPolicy("gone")
                .build();
        instances.topics.write(Topics.FINDINGS, stray.getId(), stray);
        String token = instances.oncall();

        JsonNode offered =
                one.calls().get(InstancesForTests.path(finding), token).body();
        await().until(() ->
                one.calls().get(InstancesForTests.path(stray), token).status() == 200);
        JsonNode strayed = one.calls().get(InstancesForTests.path(stray), token).body();
        Answer refused = instances.fix(one, stray, InstancesForTests.CODE);

        assertThat(offered.path("remediation").path("possible").asBoolean())
                .as("%s", offered)
                .isTrue();
        assertThat(strayed.path("remediation").path("whyNot").asText()).contains("there is no policy gone");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("detail").asText()).contains("there is no policy gone");
    }

    @Test
    void isNotBegunWithInputsThatTheControlDoesNotTake() throws Exception {
        Finding finding = instances.found(one::owns);
        String body = "{\"code\": \"%s\", \"inputs\": {\"settings\": 5}}".formatted(InstancesForTests.CODE);

        Answer answer = one.calls().post(InstancesForTests.path(finding) + "/remediate", instances.oncall(), body);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("detail").asText()).contains("settings");
        assertThat(instances.topics.read(Topics.EXECUTIONS))
                .noneMatch(execution -> execution.getCommand().getResource().equals(finding.getResource()));
    }
}
