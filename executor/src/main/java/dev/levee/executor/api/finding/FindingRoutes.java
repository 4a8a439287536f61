package dev.levee.executor.api.finding;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.executor.api.access.Caller;
import dev.levee.executor.api.finding.FindingQuery.Position;
import dev.levee.executor.api.http.Exchange;
import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.Finding;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `GET /findings` and `GET /findings/{id}`.
public final class FindingRoutes implements HttpService {

    private final Findings findings;
    private final FindingJson json;

    /// @param objection why a finding cannot be fixed now, whoever asks
    public FindingRoutes(Findings findings, Rulebook rulebook, Function<Finding, Optional<String>> objection) {
        this.findings = findings;
        this.json = new FindingJson(findings, rulebook, objection);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/findings", this::list);
        rules.get("/findings/{+id}", this::show);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Caller caller = Exchange.caller(request);
        FindingQuery query = FindingQuery.of(request.query());
        List<OpenFinding> asked = findings.visibleTo(caller)
                .filter(open -> query.asksFor(
                        open.finding(), findings.groupsOf(open.finding().getAccount())))
                .toList();
        List<OpenFinding> rest = asked.stream()
                .filter(open -> query.isStillToCome(open.finding()))
                .sorted(Comparator.comparing(open -> Position.of(open.finding()), FindingQuery.ORDER))
                .toList();
        List<OpenFinding> page = rest.subList(0, Math.min(query.limit(), rest.size()));

        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode listed = answer.putArray("findings");
        page.forEach(open -> listed.add(json.brief(open, caller)));
        answer.put("total", asked.size());
        if (page.size() < rest.size()) {
            answer.put("next", Position.of(page.getLast().finding()).toString());
        }
        Exchange.answer(response, Status.OK_200, answer);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Caller caller = Exchange.caller(request);
        OpenFinding open = findings.find(Exchange.part(request, "id"), caller);
        Exchange.answer(response, Status.OK_200, json.full(open, caller));
    }
}
