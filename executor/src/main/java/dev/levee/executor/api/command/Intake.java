package dev.levee.executor.api.command;

import dev.levee.executor.api.access.Caller;
import dev.levee.executor.api.http.Exchange;
import dev.levee.executor.api.http.Problem;
import dev.levee.executor.manual.ManualOrders;
import dev.levee.executor.manual.ManualOrders.Answer;
import dev.levee.executor.remedy.Outcome;
import dev.levee.executor.remedy.Turn;
import dev.levee.schemas.Finding;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Takes a person's order on the instance that owns the resource, and answers when its first turn has ended, or has
/// taken too long to wait for. The code is used in the first turn or not at all.
public final class Intake {

    private static final Duration FIRST_TURN = Duration.ofSeconds(25);

    private final ManualOrders orders;
    private final Tries tries;
    private final InstantSource clock;

    public Intake(ManualOrders orders, InstantSource clock) {
        this.orders = orders;
        this.tries = new Tries(clock);
        this.clock = clock;
    }

    void take(Finding finding, Caller caller, byte[] body, ServerResponse response) {
        RemediationRequest request = RemediationRequest.parse(body);
        switch (tries.begin(finding.getAccount())) {
            case Tries.TooMany(Duration pause) -> {
                request.code().wipe();
                throw tooMany(finding, pause);
            }
            case Tries.Try begun -> {
                switch (orders.order(finding, request.inputs(), caller.described(), request.code())) {
                    case Answer.Taken taken -> {
                        taken.first().whenComplete((turn, _) -> settle(begun, turn));
                        answer(finding, caller, taken, response);
                    }
                    case Answer.Objected(String why) -> {
                        begun.notMade();
                        throw objected(why);
                    }
                    case Answer.Elsewhere _ -> {
                        begun.notMade();
                        throw moved();
                    }
                }
            }
        }
    }

    private void answer(Finding finding, Caller caller, Answer.Taken taken, ServerResponse response) {
        response.header("Location", "/v1/commands/" + taken.command());
        Standing begun = begun(finding, caller, taken);
        switch (first(taken).orElse(null)) {
            case Turn.Ended(Outcome.CodeRefused refused) -> throw refused(refused);
            case Turn.Ended(Outcome.Refused(String why)) -> throw objected(why);
            case Turn.Abandoned _ -> throw moved();
            case Turn.Ended(Outcome outcome) ->
                Exchange.answer(response, Status.OK_200, begun.ended(outcome).json());
            case Turn.Later(var progress, var _) ->
                Exchange.answer(
                        response,
                        Status.ACCEPTED_202,
                        Standing.of(progress.execution()).json());
            case null -> Exchange.answer(response, Status.ACCEPTED_202, begun.json());
        }
    }

    /// Empty if it takes long.
    private static Optional<Turn> first(Answer.Taken taken) {
        try {
            return Optional.ofNullable(taken.first()
                    .copy()
                    .completeOnTimeout(null, FIRST_TURN.toMillis(), TimeUnit.MILLISECONDS)
                    .join());
        } catch (CompletionException | CancellationException e) {
            throw problem(
                    Status.INTERNAL_SERVER_ERROR_500,
                    "the order could not be carried out; the executor's log says why",
                    "look at the finding, and order it again with a new code");
        }
    }

    /// A try counts as long as the code may have been wrong.
    private static void settle(Tries.Try begun, @Nullable Turn turn) {
        switch (turn) {
            case Turn.Ended(Outcome.Applied _) -> begun.succeeded();
            case Turn.Ended(Outcome.CodeRefused _) -> {}
            case Turn.Ended _, Turn.Later _, Turn.Abandoned _ -> begun.notMade();
            case null -> {}
        }
    }

    private Standing begun(Finding finding, Caller caller, Answer.Taken taken) {
        return new Standing(
                taken.command(),
                finding.getAccount(),
                finding.getResource(),
                finding.getControl(),
                caller.described(),
                "waiting",
                Optional.empty(),
                Optional.empty(),
                clock.instant());
    }

    /// The message holds the mend for the audit's sake; a problem has a place for it.
    private static Problem.ProblemException refused(Outcome.CodeRefused refused) {
        String mend = refused.obstacle().mend();
        return problem(Status.UNPROCESSABLE_CONTENT_422, refused.message().replace(": " + mend, ""), mend);
    }

    private static Problem.ProblemException objected(String why) {
        return problem(Status.CONFLICT_409, why, "`levee finding show` says what may be fixed, and with which inputs");
    }

    private static Problem.ProblemException moved() {
        return new Problem(
                        Status.SERVICE_UNAVAILABLE_503,
                        "the resource's partition has just left this instance; nothing was changed, and the code is not kept",
                        "try again in a moment",
                        Map.of("Retry-After", "3"))
                .exception();
    }

    private static Problem.ProblemException tooMany(Finding finding, Duration pause) {
        return new Problem(
                        Status.TOO_MANY_REQUESTS_429,
                        "too many codes were tried in account %s".formatted(finding.getAccount()),
                        "try again in %d seconds, with the newest code".formatted(pause.toSeconds() + 1),
                        Map.of("Retry-After", Long.toString(pause.toSeconds() + 1)))
                .exception();
    }

    private static Problem.ProblemException problem(Status status, String detail, String mend) {
        return Problem.of(status, detail, mend).exception();
    }
}
