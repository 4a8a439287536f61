package dev.levee.executor.api.access;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Somebody whose token was accepted.
///
/// @param subject who it is to the issuer: stable, and never given to another
/// @param name what people call him, where the token says so; may change, and is believed for nothing
/// @param roles account group, or [#EVERYWHERE], → the strongest role there
public record Caller(String subject, Optional<String> name, Map<String, Role> roles) {

    /// In place of a group: every account, also one that is in no group.
    public static final String EVERYWHERE = "*";

    public Caller {
        roles = Map.copyOf(roles);
    }

    /// @param groups those of the account it is about
    public boolean may(Role role, Collection<String> groups) {
        return Stream.concat(Stream.of(EVERYWHERE), groups.stream())
                .flatMap(group -> Optional.ofNullable(roles.get(group)).stream())
                .anyMatch(held -> held.includes(role));
    }

    /// For the audit: the name with the subject it belongs to.
    public String described() {
        return name.filter(called -> !called.equals(subject))
                .map(called -> "%s (%s)".formatted(called, subject))
                .orElse(subject);
    }
}
