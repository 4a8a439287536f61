package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.util.List;
import java.util.Map;

/// What an account asks of its users' passwords. An update replaces the whole policy: what it leaves out goes back to
/// the default.
final class PasswordPolicy {

    private static final String ONLY_ONE = "policy";

    private static final List<String> FLAGS = List.of(
            "RequireSymbols",
            "RequireNumbers",
            "RequireUppercaseCharacters",
            "RequireLowercaseCharacters",
            "AllowUsersToChangePassword");

    private final Store store;

    PasswordPolicy(Store store) {
        this.store = store;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "GetAccountPasswordPolicy", this::get,
                "UpdateAccountPasswordPolicy", this::update,
                "DeleteAccountPasswordPolicy", this::delete);
    }

    private ObjectNode get(Request request) {
        ObjectNode policy = table(request).get(ONLY_ONE).orElseThrow(() -> none(request));
        return JsonNodeFactory.instance.objectNode().set("PasswordPolicy", policy);
    }

    private ObjectNode update(Request request) {
        JsonNode wanted = request.document();
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.put("MinimumPasswordLength", number(wanted, "MinimumPasswordLength", 6, 6, 128));
        FLAGS.forEach(flag -> policy.put(flag, wanted.path(flag).asBoolean()));
        policy.put("ExpirePasswords", wanted.has("MaxPasswordAge"));
        if (wanted.has("MaxPasswordAge")) {
            policy.put("MaxPasswordAge", number(wanted, "MaxPasswordAge", 0, 1, 1095));
        }
        if (wanted.has("PasswordReusePrevention")) {
            policy.put("PasswordReusePrevention", number(wanted, "PasswordReusePrevention", 0, 1, 24));
        }
        if (wanted.has("HardExpiry")) {
            policy.put("HardExpiry", wanted.path("HardExpiry").asBoolean());
        }
        table(request).put(ONLY_ONE, policy);
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode delete(Request request) {
        if (table(request).remove(ONLY_ONE).isEmpty()) {
            throw none(request);
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private Table table(Request request) {
        return store.account(request.account(), "iam:password-policy");
    }

    private static int number(JsonNode wanted, String member, int usual, int least, int most) {
        int value = wanted.path(member).asInt(usual);
        if (value < least || value > most) {
            throw new AwsFault(
                    "ValidationError",
                    400,
                    "1 validation error detected: Value '%d' at '%s' failed to satisfy constraint: Member must have value %s than or equal to %d"
                            .formatted(
                                    value,
                                    Character.toLowerCase(member.charAt(0)) + member.substring(1),
                                    value < least ? "greater" : "less",
                                    value < least ? least : most));
        }
        return value;
    }

    private static AwsFault none(Request request) {
        return new AwsFault(
                "NoSuchEntity",
                404,
                "The Password Policy with domain name %s cannot be found.".formatted(request.account()));
    }
}
