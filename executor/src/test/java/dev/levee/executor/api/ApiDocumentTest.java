package dev.levee.executor.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.executor.api.CallsForTests.Answer;
import dev.levee.schemas.Finding;
import dev.levee.schemas.FindingState;
import dev.levee.schemas.Severity;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The reference of the API says what the API does.
class ApiDocumentTest {

    private static final String ACCOUNT = "100000000009";

    private final ApiDocument document = new ApiDocument();

    @Test
    void namesEveryRouteAndNoOther(@TempDir Path folder) {
        try (ApiForTests api = new ApiForTests(folder, Optional.empty())) {
            Set<String> routes = new TreeSet<>();
            api.services().forEach(service -> routes.addAll(routesOf(service)));

            assertThat(document.operations()).isEqualTo(routes);
        }
    }

    @Test
    void describesWhatIsAnswered(@TempDir Path folder) throws Exception {
        Finding finding = ApiForTests.finding(ACCOUNT, "sg-1", Severity.HIGH, FindingState.OPEN);
        ApiForTests.publish(ApiForTests.account(ACCOUNT, "payments"));
        ApiForTests.publish(finding);
        try (ApiForTests api = new ApiForTests(folder, Optional.empty());
                CallsForTests calls = api.calls()) {
            String token = api.issuer.token("anna", "payments-oncall");
            String path = "/v1/findings/" + finding.getId();
            await().until(() -> calls.get(path, token).status() == 200);

            JsonNode page = calls.get("/v1/findings?account=" + ACCOUNT, token).body();
            JsonNode shown = calls.get(path, token).body();
            Answer unclaimed = calls.post(path + "/remediate", token, "{\"code\": \"123456\"}");

            document.describes("Page", page);
            document.describes("Finding", page.path("findings").path(0));
            document.describes("Finding", shown);
            document.describes("Remediation", shown.path("remediation"));
            document.describes("Problem", unclaimed.body());
            assertThat(document.foresees("post /v1/findings/{id}/remediate", unclaimed.status()))
                    .isTrue();
        }
    }

    /// What a service tells a router that only listens.
    private static Set<String> routesOf(HttpService service) {
        Set<String> routes = new TreeSet<>();
        HttpRules rules = (HttpRules) Proxy.newProxyInstance(
                HttpRules.class.getClassLoader(), new Class<?>[] {HttpRules.class}, (proxy, method, arguments) -> {
                    routes.add("%s /v1%s"
                            .formatted(
                                    method.getName(),
                                    arguments[0].toString().replaceAll("\\{\\+?(\\w+)[^}]*}", "{$1}")));
                    return proxy;
                });
        service.routing(rules);
        return routes;
    }
}
