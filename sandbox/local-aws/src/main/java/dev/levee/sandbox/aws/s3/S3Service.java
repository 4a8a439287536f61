package dev.levee.sandbox.aws.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Buckets without objects: their names, regions and settings.
public final class S3Service implements AwsService {

    private static final Paging PAGES =
            new Paging("MaxBuckets", 1, 10_000, 10_000, "ContinuationToken", "ContinuationToken", "InvalidArgument");

    private final Buckets buckets;

    public S3Service(Store store, NewBuckets newBuckets) {
        this.buckets = new Buckets(store.global("s3:bucket"), newBuckets);
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>(Map.of(
                "CreateBucket", this::create,
                "DeleteBucket", this::delete,
                "ListBuckets", this::list,
                "HeadBucket", this::head,
                "GetBucketLocation", this::location));
        for (BucketSetting setting : BucketSetting.ALL) {
            operations.put("Put" + setting.operation(), request -> put(setting, request));
            operations.put("Get" + setting.operation(), request -> get(setting, request));
            if (setting.deletable()) {
                operations.put("Delete" + setting.operation(), request -> remove(setting, request));
            }
        }
        operations.put("PutBucketAcl", this::putAcl);
        operations.put("GetBucketPolicyStatus", this::policyStatus);
        return operations;
    }

    private JsonNode create(Request request) {
        String name = request.required("Bucket");
        buckets.create(name, request);
        return answer().put("Location", "/" + name).put("BucketArn", Buckets.arn(name));
    }

    private JsonNode delete(Request request) {
        buckets.delete(buckets.get(request));
        return answer();
    }

    private JsonNode list(Request request) {
        String prefix = request.document().path("Prefix").asText("");
        String region = request.document().path("BucketRegion").asText("");
        List<ObjectNode> owned = buckets.of(request.account()).stream()
                .filter(bucket -> bucket.path("Name").asText().startsWith(prefix))
                .filter(bucket ->
                        region.isEmpty() || bucket.path("BucketRegion").asText().equals(region))
                .map(bucket -> bucket.retain("Name", "CreationDate", "BucketRegion", "BucketArn"))
                .toList();
        ObjectNode answer = PAGES.answer(request, "Buckets", owned);
        answer.putObject("Owner").put("ID", Buckets.canonicalId(request.account()));
        return answer;
    }

    private JsonNode head(Request request) {
        return answer().setAll(buckets.get(request).retain("BucketRegion", "BucketArn"));
    }

    private JsonNode location(Request request) {
        String region = buckets.anywhere(request).path("BucketRegion").asText();
        return region.equals(Buckets.CLASSIC_REGION) ? answer() : answer().put("LocationConstraint", region);
    }

    private JsonNode put(BucketSetting setting, Request request) {
        request.required(setting.member());
        return set(setting, setting.accept().apply(request.document().path(setting.member())), request);
    }

    private JsonNode putAcl(Request request) {
        JsonNode acl = Acl.asked(request)
                .orElseThrow(
                        () -> new AwsFault("MissingSecurityHeader", 400, "Your request was missing a required header"));
        return set(BucketSetting.ACL, acl, request);
    }

    private JsonNode set(BucketSetting setting, JsonNode value, Request request) {
        buckets.change(request, bucket -> {
            Gates.check(setting, value, bucket, request);
            bucket.withObject(Buckets.SETTINGS).set(setting.operation(), value);
        });
        return answer();
    }

    private JsonNode policyStatus(Request request) {
        String policy = get(BucketSetting.POLICY, request)
                .path(BucketSetting.POLICY.member())
                .asText();
        ObjectNode answer = answer();
        answer.putObject("PolicyStatus").put("IsPublic", PublicPolicy.is(policy));
        return answer;
    }

    private JsonNode get(BucketSetting setting, Request request) {
        return setting.describe(buckets.get(request).at(Buckets.SETTINGS).path(setting.operation()));
    }

    private JsonNode remove(BucketSetting setting, Request request) {
        buckets.change(request, bucket -> buckets.reset(setting, bucket.withObject(Buckets.SETTINGS)));
        return answer();
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
