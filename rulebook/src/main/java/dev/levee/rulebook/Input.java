package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// Something a policy may set.
///
/// @param standard the value where a policy gives none; an input without one is then absent
record Input(String name, InputType type, Optional<JsonNode> standard, String meaning) {

    InputDescription description() {
        return new InputDescription(name, type.form(), standard, meaning);
    }

    Optional<String> problem(JsonNode value) {
        return type.refuses(value).map(must -> "input `" + name + "` must " + must + ", is " + value);
    }
}
