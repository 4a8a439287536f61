package dev.levee.sandbox.aws.rds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/// The row of a thing that takes its time: as it is described now, and what it turns into later, if it is turning.
///
/// @param row has `Now`, and while it turns `Until` and `Then`
record Turning(ObjectNode row) {

    static Turning from(ObjectNode now) {
        return new Turning(JsonNodeFactory.instance.objectNode().set("Now", now));
    }

    /// As described at this time; the row is brought up to date.
    ObjectNode at(Instant time) {
        JsonNode until = row.path("Until");
        if (until.isTextual() && !time.isBefore(Instant.parse(until.asText()))) {
            now().setAll((ObjectNode) row.path("Then"));
            row.remove(List.of("Until", "Then"));
        }
        return now();
    }

    ObjectNode now() {
        return row.withObject("/Now");
    }

    void turnInto(ObjectNode then, Instant when) {
        row.put("Until", when.toString()).set("Then", then);
    }
}
