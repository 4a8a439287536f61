package dev.levee.sandbox.aws.cloudtrail;

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Trails: what they cover and whether they log. Their buckets, keys and roles are not looked at.
public final class CloudTrailService implements AwsService {

    private static final Paging PAGES =
            new Paging("MaxResults", 1, 1000, 1000, "NextToken", "NextToken", "InvalidParameterException");
    private static final String STATUS = "Status";
    private static final String HOME = "HomeRegion";
    private static final String KEY = "KmsKeyId";
    private static final String VALIDATION = "LogFileValidationEnabled";

    private static final List<String> SETTINGS = List.of(
            "S3BucketName",
            "S3KeyPrefix",
            "SnsTopicName",
            "IncludeGlobalServiceEvents",
            "IsMultiRegionTrail",
            "CloudWatchLogsLogGroupArn",
            "CloudWatchLogsRoleArn",
            "IsOrganizationTrail");

    private final Store store;

    public CloudTrailService(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "cloudtrail";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.ofEntries(
                entry("CreateTrail", this::create),
                entry("GetTrail", this::get),
                entry("ListTrails", this::list),
                entry("DescribeTrails", this::describe),
                entry("UpdateTrail", this::update),
                entry("DeleteTrail", this::delete),
                entry("StartLogging", this::start),
                entry("StopLogging", this::stop),
                entry("GetTrailStatus", this::status));
    }

    private JsonNode create(Request request) {
        String name = request.required("Name");
        if (!name.matches("[A-Za-z0-9](?:[A-Za-z0-9]|[._-](?![._-])){1,126}[A-Za-z0-9]")) {
            throw new AwsFault(
                    "InvalidTrailNameException",
                    400,
                    "Trail name must be 3 to 128 letters, numbers, periods, underscores or dashes.");
        }
        if (!request.document().hasNonNull("S3BucketName")) {
            throw new AwsFault("InvalidS3BucketNameException", 400, "Bucket name cannot be blank!");
        }
        String arn = arn(name, request);
        ObjectNode trail = answer().put("Name", name)
                .put("TrailARN", arn)
                .put(HOME, request.region())
                .put("IncludeGlobalServiceEvents", true)
                .put("IsMultiRegionTrail", false)
                .put("IsOrganizationTrail", false)
                .put(VALIDATION, false)
                .put("HasCustomEventSelectors", false)
                .put("HasInsightSelectors", false);
        trail.putObject(STATUS).put("IsLogging", false);
        set(trail, request);
        if (!trails(request).create(arn, trail)) {
            throw new AwsFault(
                    "TrailAlreadyExistsException",
                    400,
                    "Trail %s already exists for customer: %s".formatted(name, request.account()));
        }
        return asChanged(trail);
    }

    private JsonNode get(Request request) {
        return answer().set("Trail", described(trail(request)));
    }

    private JsonNode list(Request request) {
        return PAGES.answer(
                request,
                "Trails",
                trails(request).all().stream()
                        .map(trail -> trail.retain("Name", "TrailARN", HOME))
                        .toList());
    }

    private JsonNode describe(Request request) {
        List<String> names = request.document()
                .path("trailNameList")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        boolean shadows = request.document().path("includeShadowTrails").asBoolean(true);
        Predicate<ObjectNode> visible = trail -> isHome(trail, request)
                || (shadows && trail.path("IsMultiRegionTrail").asBoolean());
        Predicate<ObjectNode> asked = trail -> names.isEmpty()
                || Stream.of("Name", "TrailARN")
                        .anyMatch(id -> names.contains(trail.path(id).asText()));
        ObjectNode answer = answer();
        trails(request).all().stream()
                .filter(visible.and(asked))
                .map(CloudTrailService::described)
                .forEach(answer.putArray("trailList")::add);
        return answer;
    }

    private JsonNode update(Request request) {
        return asChanged(change(request, trail -> set(trail, request)));
    }

    private JsonNode delete(Request request) {
        trails(request).remove(atHome(request).path("TrailARN").asText());
        return answer();
    }

    private JsonNode start(Request request) {
        change(
                request,
                trail -> trail.withObject("/" + STATUS)
                        .put("IsLogging", true)
                        .put("StartLoggingTime", request.time().toString()));
        return answer();
    }

    private JsonNode stop(Request request) {
        change(
                request,
                trail -> trail.withObject("/" + STATUS)
                        .put("IsLogging", false)
                        .put("StopLoggingTime", request.time().toString()));
        return answer();
    }

    private JsonNode status(Request request) {
        return trail(request).path(STATUS);
    }

    private static void set(ObjectNode trail, Request request) {
        for (String member : SETTINGS) {
            if (request.document().has(member)) {
                trail.set(member, request.document().get(member));
            }
        }
        if (request.document().has("EnableLogFileValidation")) {
            trail.set(VALIDATION, request.document().get("EnableLogFileValidation"));
        }
        if (request.document().has(KEY)) {
            setKey(trail, request);
        }
        if (trail.path("IsMultiRegionTrail").asBoolean()
                && !trail.path("IncludeGlobalServiceEvents").asBoolean()) {
            throw new AwsFault(
                    "InvalidParameterCombinationException",
                    400,
                    "Multi-Region trail must include global service events.");
        }
    }

    /// A key is answered by its ARN, however it was named; an empty name takes it away.
    private static void setKey(ObjectNode trail, Request request) {
        String key = request.document().path(KEY).asText();
        if (key.isEmpty()) {
            trail.remove(KEY);
        } else {
            trail.put(
                    KEY,
                    key.startsWith("arn:")
                            ? key
                            : "arn:aws:kms:%s:%s:%s"
                                    .formatted(
                                            request.region(),
                                            request.account(),
                                            key.startsWith("alias/") ? key : "key/" + key));
        }
    }

    private static ObjectNode described(ObjectNode trail) {
        trail.remove(STATUS);
        return trail;
    }

    private static ObjectNode asChanged(ObjectNode trail) {
        return described(trail).remove(List.of(HOME, "HasCustomEventSelectors", "HasInsightSelectors"));
    }

    private ObjectNode change(Request request, Consumer<ObjectNode> change) {
        String arn = atHome(request).path("TrailARN").asText();
        return trails(request).update(arn, change).orElseThrow(() -> missing(arn, request));
    }

    private ObjectNode atHome(Request request) {
        ObjectNode trail = trail(request);
        if (!isHome(trail, request)) {
            throw new AwsFault(
                    "InvalidHomeRegionException",
                    400,
                    "Trail %s must be changed from its home region, %s."
                            .formatted(
                                    trail.path("Name").asText(),
                                    trail.path(HOME).asText()));
        }
        return trail;
    }

    /// By ARN, or by the name it has in this region, where multi-region trails of other regions have one too.
    private ObjectNode trail(Request request) {
        String id = request.required("Name");
        return trails(request).all().stream()
                .filter(trail -> trail.path("TrailARN").asText().equals(id)
                        || (trail.path("Name").asText().equals(id)
                                && (isHome(trail, request)
                                        || trail.path("IsMultiRegionTrail").asBoolean())))
                .max(Comparator.comparing(trail -> isHome(trail, request)))
                .orElseThrow(() -> missing(id.startsWith("arn:") ? id : arn(id, request), request));
    }

    private static boolean isHome(ObjectNode trail, Request request) {
        return trail.path(HOME).asText().equals(request.region());
    }

    private static AwsFault missing(String arn, Request request) {
        return new AwsFault(
                "TrailNotFoundException", 400, "Unknown trail: %s for the user: %s".formatted(arn, request.account()));
    }

    private Table trails(Request request) {
        return store.account(request.account(), "cloudtrail:trail");
    }

    private static String arn(String name, Request request) {
        return "arn:aws:cloudtrail:%s:%s:trail/%s".formatted(request.region(), request.account(), name);
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
