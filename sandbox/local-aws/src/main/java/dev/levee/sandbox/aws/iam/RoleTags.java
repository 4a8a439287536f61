package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The tags of roles. Their keys have no case.
final class RoleTags {

    private static final String MEMBER = "Tags";
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

    private final RoleRows roles;

    RoleTags(RoleRows roles) {
        this.roles = roles;
    }

    Map<String, Operation> operations() {
        return Map.of("TagRole", this::tag, "UntagRole", this::untag, "ListRoleTags", this::list);
    }

    private ObjectNode tag(Request request) {
        return roles.change(request, row -> put(row, request.document().path(MEMBER)));
    }

    private ObjectNode untag(Request request) {
        List<String> keys = request.document()
                .path("TagKeys")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        return roles.change(request, row -> keys.forEach(key -> remove(tags(row), key)));
    }

    private ObjectNode list(Request request) {
        return Listing.answer(
                request, MEMBER, tags(roles.of(request)).valueStream().toList());
    }

    /// Adds tags, each instead of the one it has the key of.
    static void put(ObjectNode row, JsonNode added) {
        for (JsonNode tag : added) {
            String key = tag.path("Key").asText();
            if (!KEY.matcher(key).matches()
                    || !VALUE.matcher(tag.path("Value").asText()).matches()
                    || key.startsWith("aws:")) {
                throw new AwsFault("InvalidInput", 400, "The tag %s is not valid.".formatted(key));
            }
            ArrayNode tags = tags(row);
            remove(tags, key);
            tags.add(tag.deepCopy());
            Quota.ofTags(tags.size());
        }
    }

    private static ArrayNode tags(ObjectNode row) {
        return row.withObjectProperty("Role").withArrayProperty(MEMBER);
    }

    private static void remove(ArrayNode tags, String key) {
        tags.removeIf(tag -> tag.path("Key").asText().equalsIgnoreCase(key));
    }
}
