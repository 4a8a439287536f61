package dev.levee.sandbox.aws.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// CloudWatch Logs without logs: groups and how long they are kept.
public final class LogsService implements AwsService {

    private static final String INVALID = "InvalidParameterException";

    private static final Paging PAGES = new Paging("limit", 1, 50, 50, "nextToken", "nextToken", INVALID);

    private static final Set<Integer> RETENTIONS = Set.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private final Store store;

    public LogsService(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "CreateLogGroup", this::create,
                "DescribeLogGroups", this::describe,
                "DeleteLogGroup", this::delete,
                "PutRetentionPolicy", this::putRetention,
                "DeleteRetentionPolicy", request -> change(request, group -> group.remove("retentionInDays")));
    }

    private JsonNode create(Request request) {
        String name = request.required("logGroupName");
        if (!name.matches("[.\\-_/#A-Za-z0-9]{1,512}")) {
            throw new AwsFault(INVALID, 400, "logGroupName failed to satisfy constraint");
        }
        String arn = "arn:aws:logs:%s:%s:log-group:%s".formatted(request.region(), request.account(), name);
        ObjectNode group = JsonNodeFactory.instance
                .objectNode()
                .put("logGroupName", name)
                .put("arn", arn + ":*")
                .put("logGroupArn", arn)
                .put("creationTime", request.time().toEpochMilli())
                .put("logGroupClass", request.document().path("logGroupClass").asText("STANDARD"))
                .put("metricFilterCount", 0)
                .put("storedBytes", 0);
        if (!groups(request).create(name, group)) {
            throw new AwsFault("ResourceAlreadyExistsException", 400, "The specified log group already exists");
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode describe(Request request) {
        String prefix = request.document().path("logGroupNamePrefix").asText("");
        List<ObjectNode> found = groups(request).all().stream()
                .filter(group -> group.path("logGroupName").asText().startsWith(prefix))
                .toList();
        return PAGES.answer(request, "logGroups", found);
    }

    private JsonNode delete(Request request) {
        if (groups(request).remove(request.required("logGroupName")).isEmpty()) {
            throw missing();
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode putRetention(Request request) {
        int days = request.document().path("retentionInDays").asInt();
        if (!RETENTIONS.contains(days)) {
            throw new AwsFault(INVALID, 400, "%d days is not a retention that can be set".formatted(days));
        }
        return change(request, group -> group.put("retentionInDays", days));
    }

    private JsonNode change(Request request, Consumer<ObjectNode> change) {
        if (groups(request).update(request.required("logGroupName"), change).isEmpty()) {
            throw missing();
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private Table groups(Request request) {
        return store.regional(request.account(), request.region(), "logs:group");
    }

    private static AwsFault missing() {
        return new AwsFault("ResourceNotFoundException", 400, "The specified log group does not exist.");
    }
}
