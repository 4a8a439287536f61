package dev.levee.rulebook.policy;

import dev.levee.schemas.Exemption;

/// Whether a policy's scope takes in a resource.
public sealed interface Coverage {

    record Covered() implements Coverage {}

    record OutOfScope(String why) implements Coverage {}

    record Exempt(Exemption exemption) implements Coverage {}
}
