package dev.levee.sandbox.aws.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One part of a bucket's configuration, with operations `Put…`, `Get…` and perhaps `Delete…` of its own.
///
/// @param operation what follows Put, Get and Delete in the names of its operations
/// @param member the request member that carries it
/// @param nested whether `Get` answers with that member again; otherwise with the members inside it
/// @param deletable whether there is a `Delete…`
/// @param absent what `Get` answers when it is not set; empty for an empty answer
/// @param accept checks what is put and fills in what was left out
record BucketSetting(
        String operation,
        String member,
        boolean nested,
        boolean deletable,
        Optional<AwsFault> absent,
        UnaryOperator<JsonNode> accept) {

    static final BucketSetting ENCRYPTION = new BucketSetting(
            "BucketEncryption",
            "ServerSideEncryptionConfiguration",
            true,
            true,
            missing(
                    "ServerSideEncryptionConfigurationNotFoundError",
                    "The server side encryption configuration was not found"),
            Accepting::encryption);

    static final BucketSetting PUBLIC_ACCESS_BLOCK = new BucketSetting(
            "PublicAccessBlock",
            "PublicAccessBlockConfiguration",
            true,
            true,
            missing("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"),
            Accepting::publicAccessBlock);

    static final BucketSetting POLICY = new BucketSetting(
            "BucketPolicy",
            "Policy",
            true,
            true,
            missing("NoSuchBucketPolicy", "The bucket policy does not exist"),
            Accepting::policy);

    static final BucketSetting VERSIONING = new BucketSetting(
            "BucketVersioning", "VersioningConfiguration", false, false, Optional.empty(), Accepting::versioning);

    static final BucketSetting TAGGING = new BucketSetting(
            "BucketTagging",
            "Tagging",
            false,
            true,
            missing("NoSuchTagSet", "The TagSet does not exist"),
            UnaryOperator.identity());

    static final BucketSetting ACCELERATION = new BucketSetting(
            "BucketAccelerateConfiguration",
            "AccelerateConfiguration",
            false,
            false,
            Optional.empty(),
            Accepting::acceleration);

    static final BucketSetting OWNERSHIP = new BucketSetting(
            "BucketOwnershipControls",
            "OwnershipControls",
            true,
            true,
            missing("OwnershipControlsNotFoundError", "The bucket ownership controls were not found"),
            Accepting::ownership);

    static final BucketSetting WEBSITE = new BucketSetting(
            "BucketWebsite",
            "WebsiteConfiguration",
            false,
            true,
            missing("NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"),
            Accepting::website);

    /// Given in several ways: see [Acl#asked].
    static final BucketSetting ACL = new BucketSetting(
            "BucketAcl", "AccessControlPolicy", false, false, Optional.empty(), UnaryOperator.identity());

    static final List<BucketSetting> ALL = List.of(
            ENCRYPTION, PUBLIC_ACCESS_BLOCK, POLICY, VERSIONING, TAGGING, ACCELERATION, OWNERSHIP, WEBSITE, ACL);

    /// What `Get` answers.
    ObjectNode describe(JsonNode value) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (value.isMissingNode()) {
            absent.ifPresent(fault -> {
                throw fault;
            });
            return answer;
        }
        return nested ? answer.set(member, value) : answer.setAll((ObjectNode) value);
    }

    private static Optional<AwsFault> missing(String code, String message) {
        return Optional.of(new AwsFault(code, 404, message));
    }
}
