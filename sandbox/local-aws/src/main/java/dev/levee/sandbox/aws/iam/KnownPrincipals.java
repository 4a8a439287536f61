package dev.levee.sandbox.aws.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whom a policy may name: an account, its root, a user, a role, or a session of a role, if there is one.
public final class KnownPrincipals implements Predicate<String> {

    private static final Pattern ARN = Pattern.compile("arn:aws:(?:iam|sts)::(?<account>\\d{12}):"
            + "(?<kind>root|user|role|assumed-role)(?:/(?<name>[\\w+=,.@/-]+))?");

    private final Directory directory;

    public KnownPrincipals(Directory directory) {
        this.directory = directory;
    }

    @Override
    public boolean test(String principal) {
        Matcher arn = ARN.matcher(principal);
        if (!arn.matches()) {
            return directory.hasAccount(principal);
        }
        String account = arn.group("account");
        String name = Optional.ofNullable(arn.group("name")).orElse("");
        return directory.hasAccount(account)
                && switch (arn.group("kind")) {
                    case "root" -> name.isEmpty();
                    case "user" -> has(directory.users(account).get(last(name)), "/User/Arn", principal);
                    case "role" -> has(directory.roles(account).get(last(name)), "/Role/Arn", principal);
                    default ->
                        directory.roles(account).get(name.split("/", 2)[0]).isPresent();
                };
    }

    private static boolean has(Optional<ObjectNode> row, String pointer, String arn) {
        return row.map(found -> found.at(pointer).asText()).filter(arn::equals).isPresent();
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
