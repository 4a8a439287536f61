package dev.levee.sandbox.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The buses there are: the default one of each account and region, and those somebody made; and who may put events on
/// them besides their own account.
final class Buses {

    private static final Paging PAGES =
            new Paging("Limit", 1, 100, 100, "NextToken", "NextToken", "ValidationException");
    private static final int LONGEST_POLICY = 10_240;
    private static final String STATEMENTS = "Statements";

    private final Store store;

    Buses(Store store) {
        this.store = store;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateEventBus", this::create,
                "DescribeEventBus", this::describe,
                "ListEventBuses", this::list,
                "DeleteEventBus", this::delete,
                "PutPermission", this::permit,
                "RemovePermission", this::forbid);
    }

    boolean exists(Bus bus) {
        return row(bus).isPresent();
    }

    /// Its policy as JSON; empty if it has none.
    Optional<String> policy(Bus bus) {
        return row(bus).flatMap(Buses::policy);
    }

    Table rules(Bus bus) {
        return store.regional(bus.account(), bus.region(), "events:rule:" + bus.name());
    }

    /// @throws AwsFault if there is no such bus
    void require(Bus bus) {
        if (!exists(bus)) {
            throw missing(bus);
        }
    }

    private JsonNode create(Request request) {
        Bus bus = new Bus(request.account(), request.region(), request.required("Name"));
        if (!bus.name().matches("[\\w.-]{1,256}") || bus.isDefault()) {
            throw invalid("Event bus name %s is not valid.".formatted(bus.name()));
        }
        ObjectNode row = fresh(bus)
                .put("CreationTime", request.time().toString())
                .put("LastModifiedTime", request.time().toString());
        row.setAll(((ObjectNode) request.document())
                .deepCopy()
                .retain("Description", "KmsKeyIdentifier", "DeadLetterConfig"));
        if (!table(bus).create(bus.name(), row)) {
            throw new AwsFault(
                    "ResourceAlreadyExistsException", 400, "Event bus %s already exists.".formatted(bus.name()));
        }
        ObjectNode answer = answer().put("EventBusArn", bus.arn());
        answer.setAll(row.retain("Description", "KmsKeyIdentifier", "DeadLetterConfig"));
        return answer;
    }

    private JsonNode describe(Request request) {
        Bus bus = called(request, "Name");
        return described(row(bus).orElseThrow(() -> missing(bus)));
    }

    private JsonNode list(Request request) {
        Bus ownDefault = new Bus(request.account(), request.region(), Bus.DEFAULT);
        String prefix = request.document().path("NamePrefix").asText("");
        List<ObjectNode> all = Stream.concat(
                        row(ownDefault).stream(),
                        table(ownDefault).all().stream()
                                .filter(row -> !row.path("Name").asText().equals(Bus.DEFAULT)))
                .filter(row -> row.path("Name").asText().startsWith(prefix))
                .map(Buses::described)
                .toList();
        return PAGES.answer(request, "EventBuses", all);
    }

    private JsonNode delete(Request request) {
        Bus bus = called(request, "Name");
        if (bus.isDefault()) {
            throw invalid("Cannot delete event bus default.");
        }
        if (!rules(bus).all().isEmpty()) {
            throw invalid("Cannot delete event bus %s as it has rules.".formatted(bus.name()));
        }
        table(bus).remove(bus.name());
        return answer();
    }

    private JsonNode permit(Request request) {
        JsonNode asked = request.document();
        change(request, row -> {
            if (asked.hasNonNull("Policy")) {
                row.set(STATEMENTS, BusPolicy.statements(asked.path("Policy").asText()));
            } else {
                String id = request.required("StatementId");
                ArrayNode statements = row.withArray("/" + STATEMENTS);
                statements.removeIf(other -> isCalled(id, other));
                statements.add(BusPolicy.statement(request, row.path("Arn").asText()));
            }
            if (policy(row).orElse("").length() > LONGEST_POLICY) {
                throw new AwsFault("PolicyLengthExceededException", 400, "The policy is longer than 10240 characters.");
            }
        });
        return answer();
    }

    private JsonNode forbid(Request request) {
        change(request, row -> {
            ArrayNode statements = row.withArray("/" + STATEMENTS);
            int before = statements.size();
            if (request.document().path("RemoveAllPermissions").asBoolean()) {
                statements.removeAll();
            } else {
                String id = request.required("StatementId");
                statements.removeIf(other -> isCalled(id, other));
            }
            if (statements.size() == before) {
                throw new AwsFault(
                        "ResourceNotFoundException", 400, "The event bus has no such statement in its policy.");
            }
        });
        return answer();
    }

    private void change(Request request, Consumer<ObjectNode> change) {
        Bus bus = called(request, "EventBusName");
        if (bus.isDefault()) {
            table(bus).create(bus.name(), fresh(bus));
        }
        if (table(bus).update(bus.name(), change).isEmpty()) {
            throw missing(bus);
        }
    }

    private Optional<ObjectNode> row(Bus bus) {
        return table(bus).get(bus.name()).or(() -> bus.isDefault() ? Optional.of(fresh(bus)) : Optional.empty());
    }

    private Table table(Bus bus) {
        return store.regional(bus.account(), bus.region(), "events:bus");
    }

    private static Optional<String> policy(ObjectNode row) {
        return row.path(STATEMENTS).isEmpty()
                ? Optional.empty()
                : Optional.of(BusPolicy.of(row.path(STATEMENTS)).toString());
    }

    private static ObjectNode described(ObjectNode row) {
        policy(row).ifPresent(policy -> row.put("Policy", policy));
        return row.without(STATEMENTS);
    }

    private static ObjectNode fresh(Bus bus) {
        return answer().put("Name", bus.name()).put("Arn", bus.arn());
    }

    private static Bus called(Request request, String member) {
        Bus bus = Bus.called(request.document().path(member), request);
        if (!bus.account().equals(request.account())) {
            throw missing(bus);
        }
        return bus;
    }

    private static boolean isCalled(String id, JsonNode statement) {
        return statement.path("Sid").asText().equals(id);
    }

    private static AwsFault missing(Bus bus) {
        return new AwsFault("ResourceNotFoundException", 400, "Event bus %s does not exist.".formatted(bus.name()));
    }

    private static AwsFault invalid(String message) {
        return new AwsFault("ValidationException", 400, message);
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
