package dev.levee.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.Paging;
import dev.levee.executor.look.Look;
import dev.levee.rulebook.Call;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Place;
import dev.levee.rulebook.Purpose;
import dev.levee.rulebook.Resource;
import dev.levee.rulebook.Situation;
import dev.levee.rulebook.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// One resource that was made to violate a control, in an account of its own.
final class Subject {

    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration FIRST_STEP = Duration.ofSeconds(1);

    private final TrialCloud cloud;
    private final Control control;
    private final Resource resource;
    private final JsonNode inputs;

    private Subject(TrialCloud cloud, Control control, Resource resource, JsonNode inputs) {
        this.cloud = cloud;
        this.control = control;
        this.resource = resource;
        this.inputs = inputs;
    }

    /// Makes the resource.
    static Subject make(TrialCloud cloud, Control control, Trial trial) throws Broken {
        String account = cloud.newAccount();
        TrialResource made = TrialResource.make(
                cloud.owner(account),
                account,
                control,
                trial,
                () -> cloud.clock().advance(PAUSE));
        return new Subject(cloud, control, made.resource(), made.inputs());
    }

    Resource resource() {
        return resource;
    }

    JsonNode sessionPolicy(Purpose purpose) {
        return control.sessionPolicy(resource, purpose);
    }

    CloudApi owner() {
        return cloud.owner(account());
    }

    CloudApi session(JsonNode policy) throws Broken {
        return cloud.session(account(), policy);
    }

    /// Whether one of the records so far leads to the resource, as an event would.
    void requireEvent() throws Broken {
        List<JsonNode> records = cloud.records(account());
        for (JsonNode record : records) {
            if (control.actions().contains(action(record))
                    && control.resourcesIn(action(record), record, placeOf(record))
                            .contains(resource)) {
                return;
            }
        }
        throw new Broken("no record leads to %s; it is triggered by %s, the trail has %s"
                .formatted(
                        resource.arn(),
                        control.actions(),
                        records.stream().map(Subject::action).distinct().toList()));
    }

    /// Whether listing the existing resources finds it.
    void requireListed() throws Broken {
        Optional<Call> call = control.listing().call(resource.place());
        JsonNode answer = NullNode.getInstance();
        if (call.isPresent()) {
            answer = switch (list(owner(), call.get())) {
                case CloudAnswer.Success success -> success.document();
                case CloudAnswer.Failure failure -> throw new Broken(failure.toString());
            };
        }
        List<String> ids = control.listing().ids(answer, resource.place());
        if (!ids.contains(resource.id())) {
            throw new Broken("%s is not among %s".formatted(resource.id(), ids));
        }
    }

    /// Makes every call that reads, and the one that lists.
    Optional<CloudAnswer.Failure> readAll(CloudApi reader) {
        if (look(reader) instanceof Look.Unknown unknown) {
            return Optional.of(unknown.failure());
        }
        return control.listing()
                .call(resource.place())
                .flatMap(call -> list(reader, call) instanceof CloudAnswer.Failure failure
                        ? Optional.of(failure)
                        : Optional.empty());
    }

    private CloudAnswer list(CloudApi reader, Call call) {
        return control.listing()
                .paging()
                .map(paging -> new Paging(paging.requestToken(), paging.answerToken(), paging.items())
                        .all(reader, cloudCall(call)))
                .orElseGet(() -> reader.call(cloudCall(call)));
    }

    /// Looks again and again, with time passing, until it sees what is wanted.
    Look.Judged await(String wanted, Predicate<Look.Judged> seen, Duration atMost) throws Broken {
        Duration passed = Duration.ZERO;
        while (true) {
            Look.Judged look = judged(look(owner()));
            if (seen.test(look)) {
                return look;
            }
            if (passed.compareTo(atMost) > 0) {
                throw new Broken("after %d s it is not %s but %s: %s"
                        .formatted(passed.toSeconds(), wanted, look.judgement(), look.state()));
            }
            Duration step = passed.dividedBy(4).compareTo(FIRST_STEP) > 0 ? passed.dividedBy(4) : FIRST_STEP;
            cloud.clock().advance(step);
            passed = passed.plus(step);
        }
    }

    private Look look(CloudApi reader) {
        return cloud.looker().look(control, resource, inputs, reader);
    }

    private static Look.Judged judged(Look look) throws Broken {
        return switch (look) {
            case Look.Judged judged -> judged;
            case Look.Gone _ -> throw new Broken("the resource does not exist");
            case Look.Unknown(var operation, var failure) -> throw new Broken(operation + ": " + failure);
            case Look.Unjudgeable(var why) -> throw new Broken(why);
        };
    }

    /// Makes the calls of the fix as things stand now.
    ///
    /// @return the first failure
    Optional<CloudAnswer.Failure> fix(CloudApi session, Map<String, JsonNode> state) {
        return call(session, control.fix(situation(state, Optional.empty())));
    }

    /// @param before the state before the fix
    Optional<CloudAnswer.Failure> rollback(
            CloudApi session, Map<String, JsonNode> state, Map<String, JsonNode> before) {
        return call(session, control.rollback(situation(state, Optional.of(before))));
    }

    Situation situation(Map<String, JsonNode> state, Optional<Map<String, JsonNode>> before) {
        return new Situation(resource, inputs, state, before);
    }

    private static Optional<CloudAnswer.Failure> call(CloudApi session, List<Call> calls) {
        for (Call call : calls) {
            if (session.call(cloudCall(call)) instanceof CloudAnswer.Failure failure) {
                return Optional.of(failure);
            }
        }
        return Optional.empty();
    }

    private String account() {
        return resource.place().account();
    }

    private static CloudCall cloudCall(Call call) {
        return new CloudCall(call.operation(), call.region(), call.document());
    }

    private static String action(JsonNode record) {
        return record.path("eventSource").asText().replaceFirst("\\.amazonaws\\.com$", "") + ":"
                + record.path("eventName").asText();
    }

    private static Place placeOf(JsonNode record) {
        return new Place(
                "aws",
                record.path("recipientAccountId").asText(),
                record.path("awsRegion").asText());
    }
}
