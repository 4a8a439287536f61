package dev.levee.sandbox.aws.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The keys of all accounts, by whatever a caller may call them: id, ARN, alias, ARN of an alias.
final class Keys {

    static final String ALIAS = "alias/";
    static final String TARGET = "TargetKeyId";

    private static final Pattern ARN =
            Pattern.compile("arn:aws:kms:(?<region>[^:]*):(?<account>[^:]*):(?:key/)?(?<name>.+)");

    private final Store store;

    Keys(Store store) {
        this.store = store;
    }

    /// The key a call is about, which may be another account's if it is called by its ARN.
    ///
    /// @throws AwsFault if there is none
    Key any(Request request) {
        String name = request.required("KeyId");
        return find(arn(name, request.account(), request.region()), request.time())
                .filter(key -> key.arn().startsWith("arn:aws:kms:%s:".formatted(request.region())))
                .orElseThrow(() -> missing(name, request));
    }

    /// The key a call would change, which is the caller's own, and called by its id or ARN.
    ///
    /// @throws AwsFault if there is none
    Key own(String name, Request request) {
        String arn = arn(name, request.account(), request.region());
        if (arn.contains(":" + ALIAS)) {
            throw new AwsFault("NotFoundException", 400, "Invalid keyId '%s'".formatted(name));
        }
        return find(arn, request.time())
                .filter(key -> key.arn().equals(arn(key.id(), request.account(), request.region())))
                .orElseThrow(() -> missing(name, request));
    }

    Key own(Request request) {
        return own(request.required("KeyId"), request);
    }

    Optional<Key> find(String arn, Instant now) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String account = parts.group("account");
        String region = parts.group("region");
        String name = parts.group("name");
        String id = name.startsWith(ALIAS)
                ? aliases(account, region)
                        .get(name)
                        .map(alias -> alias.path(TARGET).asText())
                        .orElse("")
                : name;
        return table(account, region).get(id).map(Key::new).filter(key -> !key.isGone(now));
    }

    List<Key> all(Request request) {
        return table(request.account(), request.region()).all().stream()
                .map(Key::new)
                .filter(key -> !key.isGone(request.time()))
                .toList();
    }

    void put(String id, ObjectNode row, Request request) {
        table(request.account(), request.region()).put(id, row);
    }

    void change(Key key, Request request, Consumer<ObjectNode> change) {
        if (table(request.account(), request.region()).update(key.id(), change).isEmpty()) {
            throw missing(key.id(), request);
        }
    }

    Table aliases(String account, String region) {
        return store.regional(account, region, "kms:alias");
    }

    static String arn(String name, String account, String region) {
        if (name.startsWith("arn:")) {
            return name;
        }
        return "arn:aws:kms:%s:%s:%s%s".formatted(region, account, name.startsWith(ALIAS) ? "" : "key/", name);
    }

    private static AwsFault missing(String name, Request request) {
        String arn = arn(name, request.account(), request.region());
        return new AwsFault(
                "NotFoundException",
                400,
                arn.contains(":" + ALIAS)
                        ? "Alias %s is not found.".formatted(arn)
                        : "Key '%s' does not exist".formatted(arn));
    }

    private Table table(String account, String region) {
        return store.regional(account, region, "kms:key");
    }
}
