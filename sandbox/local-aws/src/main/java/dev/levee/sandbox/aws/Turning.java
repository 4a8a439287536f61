package dev.levee.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a row turns into as time passes. The changes to come are kept in the row itself, which is brought up to date
/// when it is next looked at.
public final class Turning {

    private static final String LATER = "Later";

    private Turning() {}

    /// Lets the row have these members from then on. What was to become of the same members otherwise is forgotten.
    public static void into(ObjectNode row, ObjectNode members, Instant when) {
        ArrayNode later = row.withArray("/" + LATER);
        List<String> names = new ArrayList<>();
        members.fieldNames().forEachRemaining(names::add);
        later.forEach(change -> ((ObjectNode) change.path("Then")).remove(names));
        later.addObject().put("At", when.toString()).set("Then", members);
    }

    /// The row as it is at this time.
    public static ObjectNode at(ObjectNode row, Instant time) {
        ArrayNode later = row.withArray("/" + LATER);
        row.remove(LATER);
        for (JsonNode change : later) {
            if (Instant.parse(change.path("At").asText()).isAfter(time)) {
                row.withArray("/" + LATER).add(change);
            } else {
                row.setAll((ObjectNode) change.path("Then"));
            }
        }
        return row;
    }
}
