package dev.levee.executor.api.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which values of the roles claim have which role in which group of accounts.
public record Grants(List<Grant> grants) {

    /// What a text of them looks like.
    public static final String FORM =
            "claim value=role:account group, separated by commas, e.g. payments-oncall=remediator:payments,"
                    + "platform=admin:* (roles: %s)".formatted(roles());

    private static final Pattern GRANT = Pattern.compile("(.+)=([a-z]+):([^:=]+)");

    /// @param group of accounts, or [Caller#EVERYWHERE]
    public record Grant(String value, Role role, String group) {}

    public Grants {
        grants = List.copyOf(grants);
    }

    /// @throws IllegalArgumentException naming the grant that has not the [#FORM]
    public static Grants parse(String text) {
        return new Grants(Stream.of(text.split(",", -1))
                .map(String::strip)
                .map(Grants::grant)
                .toList());
    }

    /// Group → the strongest role that one of these values has there.
    public Map<String, Role> of(Collection<String> values) {
        Map<String, Role> roles = new HashMap<>();
        grants.stream()
                .filter(grant -> values.contains(grant.value()))
                .forEach(grant ->
                        roles.merge(grant.group(), grant.role(), (one, other) -> one.includes(other) ? one : other));
        return roles;
    }

    private static Grant grant(String text) {
        Matcher parts = GRANT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("`%s` is no grant".formatted(text));
        }
        Role role = Stream.of(Role.values())
                .filter(one -> name(one).equals(parts.group(2)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "`%s` gives a role %s, which there is not".formatted(text, parts.group(2))));
        return new Grant(parts.group(1).strip(), role, parts.group(3).strip());
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static String roles() {
        return EnumSet.allOf(Role.class).stream().map(Grants::name).collect(Collectors.joining(", "));
    }
}
