package dev.levee.sandbox.aws.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.time.Duration;

/// Switches keys on and off, and deletes them after a waiting period.
final class KeyStates {

    private static final String WINDOW = "PendingWindowInDays";

    private final Keys keys;

    KeyStates(Keys keys) {
        this.keys = keys;
    }

    JsonNode enable(Request request) {
        return set("Enabled", request);
    }

    JsonNode disable(Request request) {
        return set("Disabled", request);
    }

    JsonNode scheduleDeletion(Request request) {
        int days = request.document().path(WINDOW).asInt(30);
        if (days < 7 || days > 30) {
            throw new AwsFault("ValidationException", 400, "%s must be between 7 and 30.".formatted(WINDOW));
        }
        Key key = keys.own(request);
        refusePendingDeletion(key);
        String date = request.time().plus(Duration.ofDays(days)).toString();
        keys.change(key, request, row -> state(row, Key.PENDING_DELETION).put(Key.DELETION, date));
        return answer(key)
                .put(Key.DELETION, date)
                .put(Key.STATE, Key.PENDING_DELETION)
                .put(WINDOW, days);
    }

    /// Leaves the key disabled.
    JsonNode cancelDeletion(Request request) {
        Key key = keys.own(request);
        if (!key.isPendingDeletion()) {
            throw new AwsFault("KMSInvalidStateException", 400, key.arn() + " is not pending deletion.");
        }
        keys.change(key, request, row -> state(row, "Disabled").remove(Key.DELETION));
        return answer(key);
    }

    static void refusePendingDeletion(Key key) {
        if (key.isPendingDeletion()) {
            throw key.idle().orElseThrow();
        }
    }

    private JsonNode set(String state, Request request) {
        Key key = keys.own(request);
        if (!key.isIn("Enabled") && !key.isIn("Disabled")) {
            throw key.idle().orElseThrow();
        }
        keys.change(key, request, row -> state(row, state));
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode state(ObjectNode row, String state) {
        return row.withObjectProperty(Key.METADATA)
                .put("Enabled", state.equals("Enabled"))
                .put(Key.STATE, state);
    }

    private static ObjectNode answer(Key key) {
        return JsonNodeFactory.instance.objectNode().put("KeyId", key.arn());
    }
}
