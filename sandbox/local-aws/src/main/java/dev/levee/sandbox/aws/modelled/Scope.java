package dev.levee.sandbox.aws.modelled;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Request;
import java.util.UUID;

/// What templates and conditions see of a request.
final class Scope {

    private Scope() {}

    static ObjectNode of(Request request) {
        String uuid = UUID.randomUUID().toString();
        ObjectNode scope = request.document().deepCopy();
        return scope.put("account", request.account())
                .put("region", request.region())
                .put("time", request.time().toString())
                .put("millis", request.time().toEpochMilli())
                .put("uuid", uuid)
                .put("hex", uuid.replace("-", "").substring(0, 17));
    }

    static ObjectNode with(ObjectNode scope, String name, JsonNode value) {
        ObjectNode wider = scope.deepCopy();
        return wider.set(name, value.deepCopy());
    }
}
