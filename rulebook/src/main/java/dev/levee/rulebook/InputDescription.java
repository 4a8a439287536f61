package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// What a policy may set, for people.
///
/// @param form what a value looks like, e.g. `a whole number from 1 to 3`
/// @param standard the value where a policy gives none; an input without one is then absent
public record InputDescription(String name, String form, Optional<JsonNode> standard, String meaning) {}
