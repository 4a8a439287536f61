package dev.levee.rulebook.cel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The grants of a bucket's access control list, as `s3:GetBucketAcl` gives them.
final class Grants {

    private static final String EVERYTHING = "FULL_CONTROL";
    private static final List<String> PARTS = List.of("READ", "WRITE", "READ_ACP", "WRITE_ACP");

    private Grants() {}

    /// The grants without these permissions for this group. Of full control, which is more than is taken, the rest
    /// stays.
    static List<Object> without(List<?> grants, String group, List<?> permissions) {
        return grants.stream()
                .flatMap(grant -> left((Map<?, ?>) grant, group, permissions))
                .toList();
    }

    private static Stream<Object> left(Map<?, ?> grant, String group, List<?> permissions) {
        Object permission = grant.get("Permission");
        if (!(grant.get("Grantee") instanceof Map<?, ?> grantee) || !group.equals(grantee.get("URI"))) {
            return Stream.of(grant);
        }
        if (permissions.contains(permission)) {
            return Stream.empty();
        }
        if (!EVERYTHING.equals(permission) || permissions.isEmpty()) {
            return Stream.of(grant);
        }
        return PARTS.stream().filter(part -> !permissions.contains(part)).map(part -> with(part, grant));
    }

    private static Object with(String permission, Map<?, ?> grant) {
        Map<Object, Object> other = new LinkedHashMap<>(grant);
        other.put("Permission", permission);
        return other;
    }
}
