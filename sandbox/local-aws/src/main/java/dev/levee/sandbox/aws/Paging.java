package dev.levee.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// How a service cuts long listings. An item removed between two pages moves the later ones up by one.
///
/// @param size request member that asks for a page size, from `min` to `max`; `usual` without it
/// @param token request member that continues a listing
/// @param next answer member that carries the token of the next page
/// @param invalid error code for a size or token that makes no sense
public record Paging(String size, int min, int max, int usual, String token, String next, String invalid) {

    /// The page the request asks for, under the answer member `items`.
    public ObjectNode answer(Request request, String items, List<? extends JsonNode> all) {
        int from = position(request.document().path(token).asText(""));
        int count = request.document().path(size).asInt(usual);
        if (count < min || count > max) {
            throw new AwsFault(invalid, 400, "%s must be between %d and %d.".formatted(size, min, max));
        }
        int to = Math.min(all.size(), from + count);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray(items).addAll(all.subList(Math.min(from, to), to));
        if (to < all.size()) {
            answer.put(next, token(to));
        }
        return answer;
    }

    private static String token(int position) {
        return Base64.getUrlEncoder().encodeToString(("from=" + position).getBytes(StandardCharsets.US_ASCII));
    }

    private int position(String given) {
        if (given.isEmpty()) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(given), StandardCharsets.US_ASCII);
            return Integer.parseUnsignedInt(text.replaceFirst("^from=", ""));
        } catch (IllegalArgumentException e) {
            throw new AwsFault(invalid, 400, "The value of %s is not valid.".formatted(token));
        }
    }
}
