package dev.levee.sandbox.aws.s3;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;

/// What S3 refuses because of a bucket's name or its other settings.
final class Gates {

    private static final String ENFORCED = "BucketOwnerEnforced";

    private Gates() {}

    static void check(BucketSetting setting, JsonNode value, JsonNode bucket, Request request) {
        JsonNode settings = bucket.at(Buckets.SETTINGS);
        if (setting == BucketSetting.POLICY
                && blocks(settings, "BlockPublicPolicy")
                && PublicPolicy.is(value.asText())) {
            throw new AwsFault(
                    "AccessDenied",
                    403,
                    "User: %s is not authorized to perform: s3:PutBucketPolicy on resource: \"%s\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."
                            .formatted(
                                    request.caller().arn(),
                                    bucket.path("BucketArn").asText()));
        }
        if (setting == BucketSetting.OWNERSHIP
                && isEnforced(value)
                && !Acl.isPrivate(settings.path(BucketSetting.ACL.operation()))) {
            throw ownedByOneOnly();
        }
        if (setting == BucketSetting.ACL) {
            checkAcl(value, settings);
        }
        if (setting == BucketSetting.ACCELERATION
                && bucket.path("Name").asText().contains(".")) {
            throw new AwsFault(
                    "InvalidRequest",
                    400,
                    "S3 Transfer Acceleration is not supported for buckets with periods (.) in their names");
        }
    }

    /// A new bucket's list is checked as an old one's, and answered differently.
    static void checkNew(JsonNode acl, JsonNode settings) {
        if (isEnforced(settings.path(BucketSetting.OWNERSHIP.operation())) && !Acl.isPrivate(acl)) {
            throw ownedByOneOnly();
        }
        if (blocks(settings, "BlockPublicAcls") && Acl.isPublic(acl)) {
            throw new AwsFault(
                    "InvalidBucketAclWithBlockPublicAccessError",
                    400,
                    "Bucket cannot have public ACLs set with BlockPublicAccess enabled");
        }
    }

    private static void checkAcl(JsonNode acl, JsonNode settings) {
        if (isEnforced(settings.path(BucketSetting.OWNERSHIP.operation()))) {
            throw new AwsFault("AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
        }
        if (blocks(settings, "BlockPublicAcls") && Acl.isPublic(acl)) {
            throw new AwsFault("AccessDenied", 403, "Access Denied");
        }
    }

    private static boolean isEnforced(JsonNode controls) {
        return controls.at("/Rules/0/ObjectOwnership").asText().equals(ENFORCED);
    }

    private static boolean blocks(JsonNode settings, String flag) {
        return settings.path(BucketSetting.PUBLIC_ACCESS_BLOCK.operation())
                .path(flag)
                .asBoolean();
    }

    private static AwsFault ownedByOneOnly() {
        return new AwsFault(
                "InvalidBucketAclWithObjectOwnership",
                400,
                "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
    }
}
