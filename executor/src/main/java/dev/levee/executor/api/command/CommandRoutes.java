package dev.levee.executor.api.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.levee.executor.api.access.Caller;
import dev.levee.executor.api.access.Role;
import dev.levee.executor.api.finding.Findings;
import dev.levee.executor.api.http.Exchange;
import dev.levee.executor.api.http.Problem;
import dev.levee.executor.api.peer.Relay;
import dev.levee.executor.manual.ManualOrders;
import dev.levee.schemas.Finding;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Map;

/// `POST /findings/{id}/remediate` and `GET /commands/{id}`.
///
/// The code goes to the instance that owns the resource's partition and nowhere else; there it is tried. Both
/// instances look at whoever asks.
public final class CommandRoutes implements HttpService {

    private final Findings findings;
    private final Standings standings;
    private final ManualOrders orders;
    private final Relay relay;
    private final Intake intake;

    public CommandRoutes(Findings findings, Standings standings, ManualOrders orders, Relay relay, Intake intake) {
        this.findings = findings;
        this.standings = standings;
        this.orders = orders;
        this.relay = relay;
        this.intake = intake;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/findings/{id:.+}/remediate", this::remediate);
        rules.get("/commands/{id}", this::show);
    }

    private void remediate(ServerRequest request, ServerResponse response) {
        // The connection's buffers held the code: they go with it.
        response.header(HeaderNames.CONNECTION, "close");
        Caller caller = Exchange.caller(request);
        Finding finding = findings.find(Exchange.part(request, "id"), caller).finding();
        mustBeRemediator(caller, finding);
        byte[] body = Exchange.body(request);
        try {
            if (orders.owns(finding.getResource())) {
                intake.take(finding, caller, body, response);
            } else {
                relay.handOn(orders.partition(finding.getResource()), path(finding), request, body, response);
            }
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    /// On every instance.
    static String path(Finding finding) {
        return "/v1/findings/%s/remediate"
                .formatted(URLEncoder.encode(finding.getId(), UTF_8).replace("+", "%20"));
    }

    private void show(ServerRequest request, ServerResponse response) {
        Caller caller = Exchange.caller(request);
        Standing standing = standings
                .of(Exchange.part(request, "id"))
                .filter(one -> caller.may(Role.VIEWER, findings.groupsOf(one.account())))
                .orElseThrow(() -> Problem.of(
                                Status.NOT_FOUND_404,
                                "there is no command of that id that a person asked for, or it is of an account you may"
                                        + " not see",
                                "a command is known here from its first step on, and for some days after its last")
                        .exception());
        Exchange.answer(response, Status.OK_200, standing.json());
    }

    private void mustBeRemediator(Caller caller, Finding finding) {
        if (!caller.may(Role.REMEDIATOR, findings.groupsOf(finding.getAccount()))) {
            throw new Problem(
                            Status.FORBIDDEN_403,
                            "you are not a remediator of account " + finding.getAccount(),
                            "ask for a group that LEVEE_API_GRANTS makes remediator there",
                            Map.of("WWW-Authenticate", "Bearer realm=\"levee\", error=\"insufficient_scope\""))
                    .exception();
        }
    }
}
