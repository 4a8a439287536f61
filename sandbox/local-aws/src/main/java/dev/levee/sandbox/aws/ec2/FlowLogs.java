package dev.levee.sandbox.aws.ec2;

import static dev.levee.sandbox.aws.Filters.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Filters;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.OperationTable.Permission;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Flow logs of VPCs. None has records; whether they could be delivered shows in its `DeliverLogsStatus`.
final class FlowLogs {

    private static final Paging PAGES =
            new Paging("MaxResults", 5, 1000, 1000, "NextToken", "NextToken", "InvalidParameterValue");

    private static final Filters FILTERS = new Filters(Map.of(
            "resource-id", at("/ResourceId"),
            "flow-log-id", at("/FlowLogId"),
            "log-group-name", at("/LogGroupName"),
            "log-destination-type", at("/LogDestinationType"),
            "traffic-type", at("/TrafficType"),
            "deliver-log-status", at("/DeliverLogsStatus")));

    private static final List<String> SAME = List.of(
            "TrafficType",
            "LogDestinationType",
            "LogDestination",
            "LogGroupName",
            "DeliverLogsPermissionArn",
            "MaxAggregationInterval");

    private final Store store;

    FlowLogs(Store store) {
        this.store = store;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateFlowLogs", this::create,
                "DescribeFlowLogs", this::describe,
                "DeleteFlowLogs", this::delete);
    }

    /// What goes to a bucket is delivered by another service, in the caller's name.
    List<Permission> alsoNeeded(Request request) {
        boolean toBucket = request.document()
                .path("FlowLogIds")
                .valueStream()
                .flatMap(id -> logs(request).get(id.asText()).stream())
                .anyMatch(FlowLogs::goesToBucket);
        return toBucket ? List.of(new Permission("logs:DeleteLogDelivery", "*")) : List.of();
    }

    private JsonNode create(Request request) {
        if (!request.required("ResourceType").equals("VPC")) {
            throw Ec2Faults.invalid("Only VPCs have flow logs here.");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("FlowLogIds");
        answer.putArray("Unsuccessful");
        for (JsonNode resource : request.document().path("ResourceIds")) {
            ObjectNode log = describe(request, resource.asText());
            rejectDuplicate(request, log);
            Optional<String> problem = problem(request, log);
            if (problem.isPresent()) {
                answer.withArray("/Unsuccessful").add(unsuccessful(resource.asText(), "400", problem.get()));
            } else {
                String id = Ids.next("fl");
                logs(request).put(id, log.put("FlowLogId", id));
                answer.withArray("/FlowLogIds").add(id);
            }
        }
        return answer;
    }

    private JsonNode describe(Request request) {
        List<String> ids = request.document()
                .path("FlowLogIds")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        ObjectNode filters = JsonNodeFactory.instance.objectNode();
        filters.set("Filters", request.document().path("Filter"));
        List<ObjectNode> found = logs(request).all().stream()
                .filter(log ->
                        ids.isEmpty() || ids.contains(log.path("FlowLogId").asText()))
                .map(log -> delivered(request, log))
                .filter(FILTERS.asked(filters))
                .toList();
        return PAGES.answer(request, "FlowLogs", found);
    }

    private JsonNode delete(Request request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("Unsuccessful");
        for (JsonNode id : request.document().path("FlowLogIds")) {
            if (logs(request).remove(id.asText()).isEmpty()) {
                String message = "The specified flow log %s does not exist".formatted(id.asText());
                answer.withArray("/Unsuccessful").add(unsuccessful(id.asText(), "InvalidFlowLogId.NotFound", message));
            }
        }
        return answer;
    }

    private static ObjectNode describe(Request request, String resource) {
        JsonNode asked = request.document();
        ObjectNode log = JsonNodeFactory.instance
                .objectNode()
                .put("ResourceId", resource)
                .put("FlowLogStatus", "ACTIVE")
                .put("CreationTime", request.time().toString())
                .put("TrafficType", request.required("TrafficType"))
                .put("LogDestinationType", asked.path("LogDestinationType").asText("cloud-watch-logs"))
                .put(
                        "MaxAggregationInterval",
                        asked.path("MaxAggregationInterval").asInt(600))
                .put(
                        "LogFormat",
                        asked.path("LogFormat")
                                .asText("${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport}"
                                        + " ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action}"
                                        + " ${log-status}"));
        for (String member : List.of("LogDestination", "LogGroupName", "DeliverLogsPermissionArn")) {
            if (asked.hasNonNull(member)) {
                log.put(member, asked.path(member).asText());
            }
        }
        log.set("Tags", Tags.of(request, "vpc-flow-log"));
        return log;
    }

    private void rejectDuplicate(Request request, ObjectNode log) {
        boolean there = logs(request).all().stream()
                .anyMatch(other -> other.path("ResourceId").equals(log.path("ResourceId"))
                        && SAME.stream().allMatch(member -> other.path(member).equals(log.path(member))));
        if (there) {
            throw new AwsFault(
                    "FlowLogAlreadyExists",
                    400,
                    "There is an existing Flow Log with the same configuration and log destination.");
        }
    }

    /// Why a log cannot be made for this one resource; the others of the request do not mind.
    private Optional<String> problem(Request request, ObjectNode log) {
        if (!Vpcs.exists(store, request, log.path("ResourceId").asText())) {
            return Optional.of("The vpc ID '%s' does not exist"
                    .formatted(log.path("ResourceId").asText()));
        }
        if (goesToBucket(log)) {
            String bucket = log.path("LogDestination").asText().replaceFirst("^arn:[^:]*:s3:::([^/]*).*", "$1");
            return store.global("s3:bucket").get(bucket).isPresent()
                    ? Optional.empty()
                    : Optional.of("LogDestination: %s does not exist".formatted(bucket));
        }
        return log.has("DeliverLogsPermissionArn")
                ? Optional.empty()
                : Optional.of("DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.");
    }

    /// A role that is not there or does not trust the service lets nothing through.
    private ObjectNode delivered(Request request, ObjectNode log) {
        String role = log.path("DeliverLogsPermissionArn").asText();
        boolean able = goesToBucket(log)
                || store.account(request.account(), "iam:roles")
                        .get(role.substring(role.lastIndexOf('/') + 1))
                        .filter(row -> row.path("Role")
                                .path("AssumeRolePolicyDocument")
                                .asText()
                                .contains("vpc-flow-logs.amazonaws.com"))
                        .isPresent();
        log.put("DeliverLogsStatus", able ? "SUCCESS" : "FAILED");
        return able ? log : log.put("DeliverLogsErrorMessage", "Access error");
    }

    private static boolean goesToBucket(JsonNode log) {
        return log.path("LogDestinationType").asText().equals("s3");
    }

    private static ObjectNode unsuccessful(String resource, String code, String message) {
        ObjectNode item = JsonNodeFactory.instance.objectNode().put("ResourceId", resource);
        item.putObject("Error").put("Code", code).put("Message", message);
        return item;
    }

    private Table logs(Request request) {
        return store.regional(request.account(), request.region(), "ec2:flow-log");
    }
}
