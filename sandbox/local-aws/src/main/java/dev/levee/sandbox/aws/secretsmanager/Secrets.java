package dev.levee.sandbox.aws.secretsmanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/// The secrets of all accounts.
final class Secrets {

    static final String DELETED = "DeletedDate";

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SUFFIX = 6;

    private final Store store;
    private final SecureRandom random = new SecureRandom();

    Secrets(Store store) {
        this.store = store;
    }

    /// The secret a call is about.
    ///
    /// @throws AwsFault if there is none
    ObjectNode of(Request request) {
        return find(request.required("SecretId"), request)
                .orElseThrow(() -> new AwsFault(
                        "ResourceNotFoundException", 400, "Secrets Manager can't find the specified secret."));
    }

    /// The secret a call is about, unless it waits for its deletion.
    ObjectNode alive(Request request) {
        ObjectNode secret = of(request);
        requireAlive(secret, "You can't perform this operation on the secret because it was marked for deletion.");
        return secret;
    }

    static void requireAlive(ObjectNode secret, String otherwise) {
        if (secret.has(DELETED)) {
            throw new AwsFault("InvalidRequestException", 400, otherwise);
        }
    }

    /// By name, by ARN, or by ARN without the suffix.
    Optional<ObjectNode> find(String id, Request request) {
        return table(request).all().stream()
                .filter(secret -> {
                    String arn = secret.path("ARN").asText();
                    return id.equals(secret.path("Name").asText())
                            || id.equals(arn)
                            || id.equals(arn.substring(0, arn.length() - 1 - SUFFIX));
                })
                .findFirst();
    }

    /// By name, without those whose time to be restored is over.
    Table table(Request request) {
        Table table = store.regional(request.account(), request.region(), "secretsmanager:secret");
        for (ObjectNode secret : table.all()) {
            if (secret.has(DELETED)
                    && !request.time()
                            .isBefore(Instant.parse(secret.path(DELETED).asText()))) {
                table.remove(secret.path("Name").asText());
            }
        }
        return table;
    }

    String newArn(String name, Request request) {
        String suffix = random.ints(SUFFIX, 0, LETTERS.length())
                .mapToObj(LETTERS::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
        return "arn:aws:secretsmanager:%s:%s:secret:%s-%s".formatted(request.region(), request.account(), name, suffix);
    }
}
