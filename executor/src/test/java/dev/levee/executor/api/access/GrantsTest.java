package dev.levee.executor.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest {

    @Test
    void giveTheStrongestRoleOfAllValues() {
        Grants grants = Grants.parse("everybody=viewer:payments, oncall=remediator:payments,platform=admin:*");

        assertThat(grants.of(List.of("everybody", "oncall"))).isEqualTo(Map.of("payments", Role.REMEDIATOR));
        assertThat(grants.of(List.of("oncall", "platform")))
                .isEqualTo(Map.of("payments", Role.REMEDIATOR, "*", Role.ADMIN));
        assertThat(grants.of(List.of("strangers"))).isEmpty();
    }

    @Test
    void takeNamesAsIdentityProvidersGiveThem() {
        assertThat(Grants.parse("cn=oncall=remediator:payments, /eu/ops team=viewer:eu")
                        .grants())
                .extracting(Grants.Grant::value)
                .containsExactly("cn=oncall", "/eu/ops team");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "payments", "a=b", "a=owner:b", "a=viewer:", "=viewer:b", "a=viewer:b,", "a=viewer:b:c"})
    void areRefusedInAnyOtherForm(String text) {
        assertThatThrownBy(() -> Grants.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "VIEWER, payments, VIEWER, true",
        "VIEWER, payments, REMEDIATOR, false",
        "REMEDIATOR, payments, VIEWER, true",
        "ADMIN, payments, REMEDIATOR, true",
        "ADMIN, analytics, VIEWER, false",
        "VIEWER, *, VIEWER, true"
    })
    void letARoleDoWhatTheWeakerOnesMay(Role held, String where, Role asked, boolean may) {
        Caller caller = new Caller("anna", Optional.empty(), Map.of(where, held));

        assertThat(caller.may(asked, List.of("payments"))).isEqualTo(may);
    }

    @Test
    void areFoundWhereverTheTokenHasThem() {
        Map<String, Object> claims =
                Map.of("groups", List.of("a", 7, "b"), "role", "c", "realm_access", Map.of("roles", List.of("d")));

        assertThat(new RolesClaim("groups").values(claims)).containsExactly("a", "b");
        assertThat(new RolesClaim("role").values(claims)).containsExactly("c");
        assertThat(new RolesClaim("/realm_access/roles").values(claims)).containsExactly("d");
        assertThat(new RolesClaim("/groups/roles").values(claims)).isEmpty();
        assertThat(new RolesClaim("none").values(claims)).isEmpty();
    }
}
