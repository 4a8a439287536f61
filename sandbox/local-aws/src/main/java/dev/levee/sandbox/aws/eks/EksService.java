package dev.levee.sandbox.aws.eks;

import static java.util.Map.entry;

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
import java.util.UUID;
import java.util.stream.Stream;

/// Clusters that run nothing. They take a while to come up, and for each change.
public final class EksService implements AwsService {

    private static final Paging PAGES =
            new Paging("maxResults", 1, 100, 100, "nextToken", "nextToken", "InvalidParameterException");

    private final Store store;

    public EksService(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "eks";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.ofEntries(
                entry("CreateCluster", this::create),
                entry("DescribeCluster", this::describe),
                entry("ListClusters", this::list),
                entry("UpdateClusterConfig", this::updateConfig),
                entry("DescribeUpdate", this::describeUpdate),
                entry("ListUpdates", this::listUpdates));
    }

    private JsonNode create(Request request) {
        ObjectNode row = Cluster.creating(request).row();
        String name = request.required("name");
        if (!clusters(request).create(name, row)) {
            throw new AwsFault("ResourceInUseException", 409, "Cluster already exists with name: " + name);
        }
        return answer("cluster", Cluster.at(row, request.time()).description());
    }

    private JsonNode describe(Request request) {
        return answer("cluster", cluster(request).description());
    }

    private JsonNode list(Request request) {
        List<JsonNode> names = clusters(request).all().stream()
                .map(row -> row.path("cluster").path("name"))
                .toList();
        return PAGES.answer(request, "clusters", names);
    }

    private JsonNode updateConfig(Request request) {
        List<String> kinds = Stream.of("logging", "resourcesVpcConfig", "accessConfig", "upgradePolicy")
                .filter(request.document()::hasNonNull)
                .toList();
        if (kinds.isEmpty()) {
            throw invalid("No changes needed for the cluster config provided");
        }
        if (kinds.size() > 1) {
            throw invalid("Only one type of update can be allowed.");
        }
        String id = UUID.randomUUID().toString();
        ObjectNode row = clusters(request)
                .update(
                        request.required("name"),
                        changed -> Cluster.at(changed, request.time()).update(id, kinds.getFirst(), request))
                .orElseThrow(() -> missing(request));
        return answer("update", Cluster.at(row, request.time()).updates().path(id));
    }

    private JsonNode describeUpdate(Request request) {
        JsonNode update = cluster(request).updates().path(request.required("updateId"));
        if (update.isMissingNode()) {
            throw new AwsFault(
                    "ResourceNotFoundException", 404, "No update found for ID: " + request.required("updateId"));
        }
        return answer("update", update);
    }

    private JsonNode listUpdates(Request request) {
        List<JsonNode> ids = cluster(request)
                .updates()
                .propertyStream()
                .<JsonNode>map(update -> JsonNodeFactory.instance.textNode(update.getKey()))
                .toList();
        return PAGES.answer(request, "updateIds", ids);
    }

    private Cluster cluster(Request request) {
        ObjectNode row = clusters(request).get(request.required("name")).orElseThrow(() -> missing(request));
        return Cluster.at(row, request.time());
    }

    private Table clusters(Request request) {
        return store.regional(request.account(), request.region(), "eks:cluster");
    }

    private static AwsFault missing(Request request) {
        return new AwsFault(
                "ResourceNotFoundException", 404, "No cluster found for name: %s.".formatted(request.required("name")));
    }

    static AwsFault invalid(String message) {
        return new AwsFault("InvalidParameterException", 400, message);
    }

    private static ObjectNode answer(String name, JsonNode value) {
        return JsonNodeFactory.instance.objectNode().set(name, value);
    }
}
