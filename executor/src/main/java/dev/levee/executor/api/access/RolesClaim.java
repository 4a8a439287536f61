package dev.levee.executor.api.access;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the values that grants are about among the claims of a token.
///
/// @param path the claim's name, or `/a/b` for claim b within claim a, e.g. `/realm_access/roles`
record RolesClaim(String path) {

    /// Empty where there is no such claim, or it holds no texts.
    Collection<String> values(Map<String, Object> claims) {
        return switch (find(claims)) {
            case String one -> List.of(one);
            case Collection<?> many ->
                many.stream()
                        .flatMap(value -> value instanceof String text ? Stream.of(text) : Stream.empty())
                        .toList();
            case null, default -> List.of();
        };
    }

    private @Nullable Object find(Map<String, Object> claims) {
        if (!path.startsWith("/")) {
            return claims.get(path);
        }
        @Nullable Object found = claims;
        for (String step : path.substring(1).split("/", -1)) {
            found = (found instanceof Map<?, ?> members ? members : Collections.emptyMap()).get(step);
        }
        return found;
    }
}
