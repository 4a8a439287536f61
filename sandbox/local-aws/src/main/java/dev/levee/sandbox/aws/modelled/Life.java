package dev.levee.sandbox.aws.modelled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/// A row with what becomes of it: it is kept as `Row`, and while something is under way with `Until` and either `Then`,
/// the patches that are due, or `Gone`.
record Life(ObjectNode document) {

    static Life of(ObjectNode row) {
        return new Life(JsonNodeFactory.instance.objectNode().set("Row", row));
    }

    /// The row itself, brought up to this time.
    ObjectNode at(Instant time) {
        if (document.has("Then") && isDue(time)) {
            document.path("Then").forEach(patch -> Documents.patch(row(), patch));
            document.retain("Row");
        }
        return row();
    }

    boolean isGone(Instant time) {
        return document.has("Gone") && isDue(time);
    }

    void later(JsonNode patch, Instant when) {
        document.withArray("/Then").add(patch);
        document.put("Until", when.toString());
    }

    void end(Instant when) {
        document.retain("Row");
        document.put("Gone", true).put("Until", when.toString());
    }

    private ObjectNode row() {
        return document.withObject("/Row");
    }

    private boolean isDue(Instant time) {
        return !time.isBefore(Instant.parse(document.path("Until").asText()));
    }
}
