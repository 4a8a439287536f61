package dev.levee.sandbox.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Table;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Every bucket of the cloud, by its name, which is unique in all of it.
final class Buckets {

    static final String CLASSIC_REGION = "us-east-1";
    static final String SETTINGS = "/Settings";

    private static final String OWNER = "Owner";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private final Table table;
    private final NewBuckets newBuckets;

    Buckets(Table table, NewBuckets newBuckets) {
        this.table = table;
        this.newBuckets = newBuckets;
    }

    void create(String name, Request request) {
        if (!NAME.matcher(name).matches()) {
            throw new AwsFault("InvalidBucketName", 400, "The specified bucket is not valid.");
        }
        ObjectNode bucket = JsonNodeFactory.instance
                .objectNode()
                .put("Name", name)
                .put("BucketArn", arn(name))
                .put("BucketRegion", region(request))
                .put("CreationDate", request.time().toString())
                .put(OWNER, request.account());
        ObjectNode settings = bucket.withObject(SETTINGS);
        reset(BucketSetting.ENCRYPTION, settings);
        if (newBuckets == NewBuckets.PROTECTED) {
            ObjectNode all = settings.putObject(BucketSetting.PUBLIC_ACCESS_BLOCK.operation());
            all.put("BlockPublicAcls", true).put("IgnorePublicAcls", true);
            all.put("BlockPublicPolicy", true).put("RestrictPublicBuckets", true);
        }
        ownership(request)
                .ifPresent(value -> settings.putObject(BucketSetting.OWNERSHIP.operation())
                        .putArray("Rules")
                        .addObject()
                        .put("ObjectOwnership", value));
        ObjectNode acl = Acl.asked(request).orElseGet(() -> Acl.canned("private", canonicalId(request.account())));
        Gates.checkNew(acl, settings);
        settings.set(BucketSetting.ACL.operation(), acl);
        if (!table.create(name, bucket)) {
            refuseTaken(name, request);
        }
    }

    /// The bucket the request names, in the region the request was signed for.
    ObjectNode get(Request request) {
        ObjectNode bucket = anywhere(request);
        String region = bucket.path("BucketRegion").asText();
        if (!region.equals(request.region())) {
            throw new AwsFault(
                    "AuthorizationHeaderMalformed",
                    400,
                    "The authorization header is malformed; the region '%s' is wrong; expecting '%s'"
                            .formatted(request.region(), region));
        }
        return bucket;
    }

    ObjectNode anywhere(Request request) {
        ObjectNode bucket = table.get(request.required("Bucket"))
                .orElseThrow(() -> new AwsFault("NoSuchBucket", 404, "The specified bucket does not exist"));
        String owner = bucket.path(OWNER).asText();
        if (!owner.equals(request.account())
                || !owner.equals(request.document().path("ExpectedBucketOwner").asText(owner))) {
            throw new AwsFault("AccessDenied", 403, "Access Denied");
        }
        return bucket;
    }

    List<ObjectNode> of(String account) {
        return table.all().stream()
                .filter(bucket -> bucket.path(OWNER).asText().equals(account))
                .toList();
    }

    void change(Request request, Consumer<ObjectNode> change) {
        table.update(get(request).path("Name").asText(), change);
    }

    void delete(ObjectNode bucket) {
        table.remove(bucket.path("Name").asText());
    }

    /// As the setting is when nobody set it: protected buckets are always encrypted.
    void reset(BucketSetting setting, ObjectNode settings) {
        settings.remove(setting.operation());
        if (setting == BucketSetting.ENCRYPTION && newBuckets == NewBuckets.PROTECTED) {
            ObjectNode rule =
                    settings.putObject(setting.operation()).putArray("Rules").addObject();
            rule.putObject("ApplyServerSideEncryptionByDefault").put("SSEAlgorithm", "AES256");
            rule.put("BucketKeyEnabled", false);
        }
    }

    static String arn(String name) {
        return "arn:aws:s3:::" + name;
    }

    /// The 64 hexadecimal digits S3 calls an account by.
    static String canonicalId(String account) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(account.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private Optional<String> ownership(Request request) {
        JsonNode asked = request.document().path("ObjectOwnership");
        if (!asked.isMissingNode()) {
            return Optional.of(asked.asText());
        }
        return newBuckets == NewBuckets.PROTECTED ? Optional.of("BucketOwnerEnforced") : Optional.empty();
    }

    private static String region(Request request) {
        String signed = request.region();
        JsonNode constraint = request.document().at("/CreateBucketConfiguration/LocationConstraint");
        if (constraint.isMissingNode()) {
            if (!signed.equals(CLASSIC_REGION)) {
                throw illegalLocation("unspecified");
            }
            return signed;
        }
        String asked = constraint.asText();
        if (asked.equals(CLASSIC_REGION)) {
            throw new AwsFault("InvalidLocationConstraint", 400, "The specified location-constraint is not valid");
        }
        if (!signed.equals(CLASSIC_REGION) && !signed.equals(asked)) {
            throw illegalLocation(asked);
        }
        return asked;
    }

    private static AwsFault illegalLocation(String asked) {
        return new AwsFault(
                "IllegalLocationConstraintException",
                400,
                "The %s location constraint is incompatible for the region specific endpoint this request was sent to."
                        .formatted(asked));
    }

    /// Creating one's own bucket again succeeds in the classic region, and nowhere else.
    private void refuseTaken(String name, Request request) {
        ObjectNode taken = table.get(name).orElseThrow();
        if (!taken.path(OWNER).asText().equals(request.account())) {
            throw new AwsFault(
                    "BucketAlreadyExists",
                    409,
                    "The requested bucket name is not available. The bucket namespace is shared by all users of the"
                            + " system. Please select a different name and try again.");
        }
        if (!request.region().equals(CLASSIC_REGION)
                || !taken.path("BucketRegion").asText().equals(CLASSIC_REGION)) {
            throw new AwsFault(
                    "BucketAlreadyOwnedByYou",
                    409,
                    "Your previous request to create the named bucket succeeded and you already own it.");
        }
    }
}
