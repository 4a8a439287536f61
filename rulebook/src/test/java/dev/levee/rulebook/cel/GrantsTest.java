package dev.levee.rulebook.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GrantsTest {

    private static final String EVERYONE = "http://acs.amazonaws.com/groups/global/AllUsers";
    private static final List<String> PARTS = List.of("READ", "WRITE", "READ_ACP", "WRITE_ACP");

    private record Right(String grantee, String part) {}

    @Provide
    Arbitrary<List<Map<String, Object>>> grants() {
        Arbitrary<Map<String, Object>> grantee = Arbitraries.of(
                Map.of("Type", "CanonicalUser", "ID", "owner"),
                Map.of("Type", "Group", "URI", "http://acs.amazonaws.com/groups/s3/LogDelivery"),
                Map.of("Type", "Group", "URI", EVERYONE));
        return Combinators.combine(grantee, permission())
                .as((to, what) -> Map.of("Grantee", to, "Permission", what))
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<String>> permissions() {
        return permission().list().uniqueElements().ofMinSize(1);
    }

    private static Arbitrary<String> permission() {
        return Arbitraries.of("READ", "WRITE", "READ_ACP", "WRITE_ACP", "FULL_CONTROL");
    }

    @Property
    void takesFromTheGroupWhatItIsToldAndNothingElse(
            @ForAll("grants") List<Map<String, Object>> grants, @ForAll("permissions") List<String> permissions) {
        List<Object> left = Grants.without(grants, EVERYONE, permissions);

        Set<Right> expected = new HashSet<>();
        for (Map<String, Object> grant : grants) {
            boolean taken = isForEveryone(grant) && permissions.contains(grant.get("Permission"));
            boolean split = isForEveryone(grant) && "FULL_CONTROL".equals(grant.get("Permission"));
            rights(grant).stream()
                    .filter(right -> !taken && !(split && permissions.contains(right.part())))
                    .forEach(expected::add);
        }
        assertThat(left.stream().flatMap(grant -> rights((Map<?, ?>) grant).stream()))
                .hasSameElementsAs(expected);
    }

    @Property
    void leavesTheGrantsOfOthersInTheirOrder(
            @ForAll("grants") List<Map<String, Object>> grants, @ForAll("permissions") List<String> permissions) {
        List<Object> left = Grants.without(grants, EVERYONE, permissions);

        assertThat(left.stream().filter(grant -> !isForEveryone((Map<?, ?>) grant)))
                .containsExactlyElementsOf(
                        grants.stream().filter(grant -> !isForEveryone(grant)).toList());
    }

    @Property
    void hasNothingMoreToTakeTheSecondTime(
            @ForAll("grants") List<Map<String, Object>> grants, @ForAll("permissions") List<String> permissions) {
        List<Object> left = Grants.without(grants, EVERYONE, permissions);

        assertThat(Grants.without(left, EVERYONE, permissions)).isEqualTo(left);
    }

    private static boolean isForEveryone(Map<?, ?> grant) {
        return grant.get("Grantee") instanceof Map<?, ?> grantee && EVERYONE.equals(grantee.get("URI"));
    }

    private static Set<Right> rights(Map<?, ?> grant) {
        Set<Right> rights = new HashSet<>();
        for (String part : PARTS) {
            if (Set.of("FULL_CONTROL", part).contains(grant.get("Permission"))) {
                rights.add(new Right(String.valueOf(grant.get("Grantee")), part));
            }
        }
        return rights;
    }
}
