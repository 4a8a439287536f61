package dev.levee.sandbox.aws.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.time.Duration;

/// Whether, and how often, keys get new material.
final class KeyRotation {

    private static final String DAYS = "RotationPeriodInDays";
    private static final String ROTATION = "Rotation";

    private final Keys keys;

    KeyRotation(Keys keys) {
        this.keys = keys;
    }

    JsonNode enable(Request request) {
        int days = request.document().path(DAYS).asInt(365);
        if (days < 90 || days > 2560) {
            throw new AwsFault("ValidationException", 400, "%s must be between 90 and 2560.".formatted(DAYS));
        }
        String next = request.time().plus(Duration.ofDays(days)).toString();
        keys.change(
                rotatable(request),
                request,
                row -> row.withObjectProperty(ROTATION).put(DAYS, days).put("NextRotationDate", next));
        return answer();
    }

    JsonNode disable(Request request) {
        keys.change(rotatable(request), request, row -> row.remove(ROTATION));
        return answer();
    }

    JsonNode status(Request request) {
        Key key = keys.any(request);
        boolean rotates = key.row().has(ROTATION) && !key.isPendingDeletion();
        ObjectNode answer = answer().put("KeyId", key.id()).put("KeyRotationEnabled", rotates);
        return rotates ? answer.setAll(key.row().withObjectProperty(ROTATION)) : answer;
    }

    private Key rotatable(Request request) {
        Key key = keys.own(request);
        require(key, "KeySpec", "key spec", KmsService.SYMMETRIC);
        require(key, "Origin", "origin", "AWS_KMS");
        key.idle().ifPresent(fault -> {
            throw fault;
        });
        return key;
    }

    private static void require(Key key, String member, String word, String wanted) {
        String value = key.metadata().path(member).asText();
        if (!value.equals(wanted)) {
            throw new AwsFault(
                    "UnsupportedOperationException",
                    400,
                    "%s %s is %s which is not valid for this operation.".formatted(key.arn(), word, value));
        }
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
