package dev.levee.sandbox.aws.kms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Table;
import java.util.List;
import java.util.Optional;

/// Names of keys.
final class Aliases {

    private static final String NAME = "AliasName";
    private static final String CHANGED = "LastUpdatedDate";

    private final Keys keys;

    Aliases(Keys keys) {
        this.keys = keys;
    }

    JsonNode create(Request request) {
        String name = name(request);
        if (!name.matches("alias/[a-zA-Z0-9/_-]{1,250}")) {
            throw new AwsFault(
                    "ValidationException",
                    400,
                    "Alias must start with the prefix \"alias/\" and hold letters, digits, /, _ and - only.");
        }
        if (name.startsWith("alias/aws/")) {
            throw new AwsFault("InvalidAliasNameException", 400, "Alias must not start with \"alias/aws/\".");
        }
        Key key = target(request);
        ObjectNode alias = answer().put(NAME, name)
                .put("AliasArn", arn(name, request))
                .put(Keys.TARGET, key.id())
                .put("CreationDate", request.time().toString())
                .put(CHANGED, request.time().toString());
        if (!table(request).create(name, alias)) {
            throw new AwsFault(
                    "AlreadyExistsException",
                    400,
                    "An alias with the name %s already exists".formatted(arn(name, request)));
        }
        return answer();
    }

    JsonNode update(Request request) {
        Key key = target(request);
        if (table(request)
                .update(
                        name(request),
                        alias -> alias.put(Keys.TARGET, key.id())
                                .put(CHANGED, request.time().toString()))
                .isEmpty()) {
            throw missing(request);
        }
        return answer();
    }

    JsonNode delete(Request request) {
        if (table(request).remove(name(request)).isEmpty()) {
            throw missing(request);
        }
        return answer();
    }

    /// Those of keys that are gone are gone, too.
    JsonNode list(Request request) {
        Optional<Key> of = request.document().hasNonNull("KeyId") ? Optional.of(keys.own(request)) : Optional.empty();
        List<ObjectNode> aliases = table(request).all().stream()
                .filter(alias -> key(alias, request)
                        .filter(key -> of.isEmpty() || of.get().id().equals(key.id()))
                        .isPresent())
                .toList();
        return KmsService.page(request, "Aliases", aliases);
    }

    /// The key that an alias in the request stands for now.
    Optional<Key> current(Request request) {
        return table(request).get(name(request)).flatMap(alias -> key(alias, request));
    }

    private Optional<Key> key(ObjectNode alias, Request request) {
        return keys.find(alias.path("AliasArn").asText(), request.time());
    }

    private Key target(Request request) {
        Key key = keys.own(request.required(Keys.TARGET), request);
        KeyStates.refusePendingDeletion(key);
        return key;
    }

    private Table table(Request request) {
        return keys.aliases(request.account(), request.region());
    }

    private static String name(Request request) {
        return request.required(NAME);
    }

    private static String arn(String name, Request request) {
        return Keys.arn(name, request.account(), request.region());
    }

    private static AwsFault missing(Request request) {
        return new AwsFault("NotFoundException", 400, "Alias %s is not found.".formatted(arn(name(request), request)));
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
