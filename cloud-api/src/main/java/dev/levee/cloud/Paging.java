package dev.levee.cloud;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// How an operation hands out a long list, in the member names of its API; a member inside another is `Outer.Inner`.
///
/// @param inputToken where the request says which page, e.g. `NextToken`
/// @param outputToken where the answer says which page is next
/// @param items the list that goes on
public record Paging(String inputToken, String outputToken, String items) {

    /// Calls until there are no more pages. Returns the first answer with the items of all, or the first failure.
    ///
    /// @throws IllegalStateException if the cloud hands out the same page twice in a row
    public CloudAnswer all(CloudApi api, CloudCall call) {
        CloudAnswer first = api.call(call);
        if (!(first instanceof CloudAnswer.Success success)) {
            return first;
        }
        ObjectNode merged = success.document().deepCopy();
        ArrayNode all = merged.withArray(pointer(items));
        String token = token(merged);
        while (!token.isEmpty()) {
            ObjectNode next = call.document().deepCopy();
            next.put(inputToken, token);
            CloudAnswer answer = api.call(new CloudCall(call.operation(), call.region(), next));
            if (!(answer instanceof CloudAnswer.Success page)) {
                return answer;
            }
            page.document().at(pointer(items)).forEach(all::add);
            String following = token(page.document());
            if (following.equals(token)) {
                throw new IllegalStateException("%s repeats a page".formatted(call));
            }
            token = following;
        }
        remove(merged);
        return new CloudAnswer.Success(merged, success.requestId());
    }

    private String token(JsonNode document) {
        return document.at(pointer(outputToken)).asText("");
    }

    private void remove(ObjectNode document) {
        JsonPointer token = pointer(outputToken);
        if (document.at(token.head()) instanceof ObjectNode holder) {
            holder.remove(token.last().getMatchingProperty());
        }
    }

    private static JsonPointer pointer(String path) {
        return JsonPointer.compile("/" + path.replace('.', '/'));
    }
}
