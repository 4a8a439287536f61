package dev.levee.sandbox.aws.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Access control lists, as `GetBucketAcl` answers them: an owner and what is granted to whom.
final class Acl {

    private static final String GROUPS = "http://acs.amazonaws.com/groups/";
    private static final String EVERYONE = GROUPS + "global/AllUsers";
    private static final String EVERY_ACCOUNT = GROUPS + "global/AuthenticatedUsers";
    private static final String LOG_DELIVERY = GROUPS + "s3/LogDelivery";
    private static final Set<String> PERMISSIONS = Set.of("READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL");

    private static final Pattern GRANTEE = Pattern.compile("(id|uri)=\"?([^\",]+)\"?");
    private static final List<Map.Entry<String, String>> GRANT_MEMBERS = List.of(
            Map.entry("GrantFullControl", "FULL_CONTROL"),
            Map.entry("GrantRead", "READ"),
            Map.entry("GrantReadACP", "READ_ACP"),
            Map.entry("GrantWrite", "WRITE"),
            Map.entry("GrantWriteACP", "WRITE_ACP"));

    private Acl() {}

    /// What the request asks for, in one of the three ways S3 knows; empty if it asks for nothing.
    static Optional<ObjectNode> asked(Request request) {
        JsonNode asked = request.document();
        String owner = Buckets.canonicalId(request.account());
        if (asked.hasNonNull("AccessControlPolicy")) {
            return Optional.of(given(asked.path("AccessControlPolicy"), owner));
        }
        if (asked.hasNonNull("ACL")) {
            return Optional.of(canned(asked.path("ACL").asText(), owner));
        }
        ObjectNode acl = owned(owner);
        ArrayNode grants = acl.putArray("Grants");
        for (Map.Entry<String, String> member : GRANT_MEMBERS) {
            String permission = member.getValue();
            Matcher grantees = GRANTEE.matcher(asked.path(member.getKey()).asText(""));
            while (grantees.find()) {
                grants.add(
                        grantees.group(1).equals("uri")
                                ? grant(group(grantees.group(2)), permission)
                                : grant(user(grantees.group(2)), permission));
            }
        }
        return grants.isEmpty() ? Optional.empty() : Optional.of(acl);
    }

    static ObjectNode canned(String name, String owner) {
        ObjectNode acl = owned(owner);
        ArrayNode grants = acl.putArray("Grants").add(grant(user(owner), "FULL_CONTROL"));
        switch (name) {
            case "private" -> {}
            case "public-read" -> grants.add(grant(group(EVERYONE), "READ"));
            case "public-read-write" ->
                grants.add(grant(group(EVERYONE), "READ")).add(grant(group(EVERYONE), "WRITE"));
            case "authenticated-read" -> grants.add(grant(group(EVERY_ACCOUNT), "READ"));
            case "log-delivery-write" ->
                grants.add(grant(group(LOG_DELIVERY), "WRITE")).add(grant(group(LOG_DELIVERY), "READ_ACP"));
            default -> throw new AwsFault("InvalidArgument", 400, "The canned ACL " + name + " is not known here");
        }
        return acl;
    }

    /// It grants something to everyone, or to everyone who has an AWS account.
    static boolean isPublic(JsonNode acl) {
        return acl.path("Grants")
                .valueStream()
                .map(grant -> grant.at("/Grantee/URI").asText())
                .anyMatch(List.of(EVERYONE, EVERY_ACCOUNT)::contains);
    }

    /// Nobody but the owner is granted anything.
    static boolean isPrivate(JsonNode acl) {
        JsonNode owner = acl.at("/Owner/ID");
        return acl.path("Grants")
                .valueStream()
                .allMatch(grant -> grant.at("/Grantee/ID").equals(owner));
    }

    private static ObjectNode given(JsonNode policy, String owner) {
        if (!policy.at("/Owner/ID").asText().equals(owner)) {
            throw new AwsFault("AccessDenied", 403, "Access Denied");
        }
        ObjectNode acl = owned(owner);
        ArrayNode grants = acl.putArray("Grants");
        for (JsonNode grant : policy.path("Grants")) {
            JsonNode grantee = grant.path("Grantee");
            String permission = grant.path("Permission").asText();
            if (!PERMISSIONS.contains(permission)) {
                throw malformed();
            }
            switch (grantee.path("Type").asText()) {
                case "Group" -> grants.add(grant(group(grantee.path("URI").asText()), permission));
                case "CanonicalUser" -> grants.add(grant(user(grantee.path("ID").asText()), permission));
                default -> throw malformed();
            }
        }
        return acl;
    }

    private static ObjectNode owned(String owner) {
        ObjectNode acl = JsonNodeFactory.instance.objectNode();
        acl.putObject("Owner").put("ID", owner);
        return acl;
    }

    private static ObjectNode grant(ObjectNode grantee, String permission) {
        ObjectNode grant = JsonNodeFactory.instance.objectNode();
        grant.set("Grantee", grantee);
        return grant.put("Permission", permission);
    }

    private static ObjectNode user(String id) {
        if (!id.matches("[0-9a-f]{64}")) {
            throw new AwsFault("InvalidArgument", 400, "Invalid id");
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("Type", "CanonicalUser")
                .put("ID", id);
    }

    private static ObjectNode group(String uri) {
        if (!List.of(EVERYONE, EVERY_ACCOUNT, LOG_DELIVERY).contains(uri)) {
            throw new AwsFault("InvalidArgument", 400, "Invalid group uri");
        }
        return JsonNodeFactory.instance.objectNode().put("Type", "Group").put("URI", uri);
    }

    private static AwsFault malformed() {
        return new AwsFault(
                "MalformedACLError",
                400,
                "The XML you provided was not well-formed or did not validate against our published schema");
    }
}
