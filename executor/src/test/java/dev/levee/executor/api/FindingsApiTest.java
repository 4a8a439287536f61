package dev.levee.executor.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.executor.api.CallsForTests.Answer;
import dev.levee.schemas.Finding;
import dev.levee.schemas.FindingState;
import dev.levee.schemas.Severity;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingsApiTest {

    private static final String PAYMENTS = "100000000001";
    private static final String ANALYTICS = "100000000002";
    private static final String UNKNOWN = "100000000003";
    private static final Finding CRITICAL =
            ApiForTests.finding(PAYMENTS, "sg-critical", Severity.CRITICAL, FindingState.OPEN);
    private static final Finding LOW = ApiForTests.finding(PAYMENTS, "sg-low", Severity.LOW, FindingState.OPEN);
    private static final Finding PENDING =
            ApiForTests.finding(PAYMENTS, "sg-pending", Severity.HIGH, FindingState.PENDING);
    private static final Finding RESOLVED =
            ApiForTests.finding(PAYMENTS, "sg-resolved", Severity.HIGH, FindingState.RESOLVED);
    private static final Finding FOREIGN =
            ApiForTests.finding(ANALYTICS, "sg-foreign", Severity.HIGH, FindingState.OPEN);
    private static final Finding OF_NOBODY =
            ApiForTests.finding(UNKNOWN, "sg-of-nobody", Severity.HIGH, FindingState.OPEN);

    private static ApiForTests api;
    private static CallsForTests calls;
    private static String oncall;

    @BeforeAll
    static void start(@TempDir Path folder) {
        ApiForTests.publish(ApiForTests.account(PAYMENTS, "payments"));
        ApiForTests.publish(ApiForTests.account(ANALYTICS, "analytics"));
        List.of(CRITICAL, LOW, PENDING, RESOLVED, FOREIGN, OF_NOBODY).forEach(ApiForTests::publish);
        api = new ApiForTests(folder, Optional.empty());
        calls = api.calls();
        oncall = api.issuer.token("anna", "payments-oncall");
    }

    @AfterAll
    static void stop() {
        calls.close();
        api.close();
    }

    @Test
    void listsWhatIsOpenTheWorstFirst() throws Exception {
        Answer answer = calls.get("/v1/findings", oncall);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("findings").findValuesAsText("resourceId"))
                .containsExactly("sg-critical", "sg-low");
        assertThat(answer.body().path("total").asInt()).isEqualTo(2);
        assertThat(answer.body().has("next")).isFalse();
    }

    @Test
    void showsWhatTheFixWouldBeCalledOn() throws Exception {
        JsonNode finding =
                calls.get("/v1/findings/" + shortIdOf(CRITICAL), oncall).body();

        assertThat(finding.path("fullId").asText()).isEqualTo(CRITICAL.getId());
        assertThat(finding.path("resource").asText()).isEqualTo(CRITICAL.getResource());
        assertThat(finding.path("evidence").asText()).isEqualTo("port 22 is open to 0.0.0.0/0");
        assertThat(finding.path("accountName").asText()).isEqualTo("account " + PAYMENTS);
        assertThat(finding.path("observedAt").asText())
                .isEqualTo(CRITICAL.getObservedAt().toString());
        assertThat(finding.path("remediation").path("risk").asText()).isEqualTo("none");
        assertThat(finding.path("remediation").path("inputs").findValuesAsText("name"))
                .contains("allowedCidrs");
    }

    @Test
    void takesTheLongIdAsWell() throws Exception {
        String id = URLEncoder.encode(CRITICAL.getId(), StandardCharsets.UTF_8);

        assertThat(calls.get("/v1/findings/" + id, oncall).body().path("id").asText())
                .isEqualTo(shortIdOf(CRITICAL));
        assertThat(calls.get("/v1/findings/" + CRITICAL.getId(), oncall).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=pending",
                "state=open,pending&severity=high",
                "state=open&state=pending&control=aws-ec2-security-group-open-ssh&severity=high&account=" + PAYMENTS,
                "state=pending&group=payments&group=others"
            })
    void listsWhatPassesEveryFilter(String query) throws Exception {
        assertThat(calls.get("/v1/findings?" + query, oncall)
                        .body()
                        .path("findings")
                        .findValuesAsText("resourceId"))
                .containsExactly("sg-pending");
    }

    @Test
    void showsAPersonTheAccountsOfTheirGroupsOnly() throws Exception {
        String analyst = api.issuer.token("ben", "analysts");
        String auditor = api.issuer.token("carl", "auditors", "others");

        assertThat(resourcesSeenBy(analyst)).containsExactly("sg-foreign");
        assertThat(resourcesSeenBy(auditor)).contains("sg-critical", "sg-foreign", "sg-of-nobody");
    }

    @Test
    void tellsAPersonWithoutAnyRoleThatTheyHaveNone() throws Exception {
        Answer answer = calls.get("/v1/findings", api.issuer.token("dora", "others"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().path("detail").asText()).contains("none of your groups", "LEVEE_API_GRANTS");
    }

    @Test
    void answersAFindingOfAnotherGroupLikeOneThatDoesNotExist() throws Exception {
        Answer foreign = calls.get("/v1/findings/" + FOREIGN.getId(), oncall);
        Answer unknown = calls.get("/v1/findings/aaaaaaaaaa", oncall);

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body()).isEqualTo(unknown.body());
        assertThat(foreign.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(foreign.body().path("mend").asText()).contains("levee finding list");
    }

    @Test
    void saysWhoMayHaveItFixed() throws Exception {
        String path = "/v1/findings/" + CRITICAL.getId();

        JsonNode toRemediator = calls.get(path, oncall).body().path("remediation");
        JsonNode toViewer =
                calls.get(path, api.issuer.token("carl", "auditors")).body().path("remediation");

        assertThat(toRemediator.path("whyNot").asText()).doesNotContain("remediator");
        assertThat(toViewer.path("possible").asBoolean(true)).isFalse();
        assertThat(toViewer.path("whyNot").asText()).contains("not a remediator of account " + PAYMENTS);
    }

    @Test
    void givesPagesThatJoinWithoutGapOrRepetition() throws Exception {
        String account = "100000000004";
        ApiForTests.publish(ApiForTests.account(account, "payments"));
        IntStream.range(0, 7)
                .mapToObj(n -> ApiForTests.finding(
                        account, "sg-" + n, n % 2 == 0 ? Severity.MEDIUM : Severity.HIGH, FindingState.OPEN))
                .forEach(ApiForTests::publish);
        String query = "/v1/findings?limit=3&account=" + account;
        await().untilAsserted(() -> assertThat(
                        calls.get(query, oncall).body().path("total").asInt())
                .isEqualTo(7));

        List<String> seen = new ArrayList<>();
        JsonNode page = calls.get(query, oncall).body();
        seen.addAll(page.path("findings").findValuesAsText("resourceId"));
        while (page.has("next")) {
            page = calls.get(query + "&after=" + page.path("next").asText(), oncall)
                    .body();
            seen.addAll(page.path("findings").findValuesAsText("resourceId"));
        }

        assertThat(seen).containsExactly("sg-1", "sg-3", "sg-5", "sg-0", "sg-2", "sg-4", "sg-6");
        ApiForTests.publish(ApiForTests.account(account));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=501",
                "limit=many",
                "state=broken",
                "severity=9",
                "after=nonsense",
                "colour=red"
            })
    void saysWhatCannotBeAskedFor(String query) throws Exception {
        Answer answer = calls.get("/v1/findings?" + query, oncall);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("detail").asText()).isNotBlank();
        assertThat(answer.body().path("mend").asText()).isNotBlank();
    }

    @Test
    void showsAFindingUntilItIsResolved() throws Exception {
        String path = "/v1/findings/"
                + ApiForTests.finding(ANALYTICS, "sg-brief", Severity.LOW, FindingState.OPEN)
                        .getId();
        String analyst = api.issuer.token("ben", "analysts");

        ApiForTests.publish(ApiForTests.finding(ANALYTICS, "sg-brief", Severity.LOW, FindingState.OPEN));
        await().untilAsserted(
                        () -> assertThat(calls.get(path, analyst).status()).isEqualTo(200));

        ApiForTests.publish(ApiForTests.finding(ANALYTICS, "sg-brief", Severity.LOW, FindingState.RESOLVED));
        await().untilAsserted(
                        () -> assertThat(calls.get(path, analyst).status()).isEqualTo(404));
    }

    private List<String> resourcesSeenBy(String token) throws IOException, InterruptedException {
        return calls.get("/v1/findings?limit=500", token)
                .body()
                .path("findings")
                .findValuesAsText("resourceId");
    }

    private static String shortIdOf(Finding finding) throws IOException, InterruptedException {
        return calls.get("/v1/findings/" + finding.getId(), oncall)
                .body()
                .path("id")
                .asText();
    }
}
