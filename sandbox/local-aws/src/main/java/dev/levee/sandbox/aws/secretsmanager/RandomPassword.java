package dev.levee.sandbox.aws.secretsmanager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Passwords as `GetRandomPassword` makes them.
final class RandomPassword {

    /// Characters that belong together.
    ///
    /// @param member of the request that says whether they are in
    /// @param in whether they are where the member is true
    private record Type(String characters, String member, boolean in) {

        boolean isAskedFor(JsonNode asked) {
            return asked.path(member).asBoolean() == in;
        }
    }

    private static final List<Type> TYPES = List.of(
            new Type("abcdefghijklmnopqrstuvwxyz", "ExcludeLowercase", false),
            new Type("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ExcludeUppercase", false),
            new Type("0123456789", "ExcludeNumbers", false),
            new Type("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "ExcludePunctuation", false),
            new Type(" ", "IncludeSpace", true));
    private static final int LONGEST = 4096;

    private RandomPassword() {}

    /// @throws AwsFault if there is no such password
    static String of(JsonNode asked, RandomGenerator random) {
        String excluded = asked.path("ExcludeCharacters").asText("");
        List<List<Character>> types = TYPES.stream()
                .filter(type -> type.isAskedFor(asked))
                .map(type -> without(excluded, type))
                .filter(characters -> !characters.isEmpty())
                .toList();
        boolean each = asked.path("RequireEachIncludedType").asBoolean(true);
        int length = asked.path("PasswordLength").asInt(32);
        if (length < 1 || length > LONGEST) {
            throw invalid("PasswordLength must be between 1 and %d.".formatted(LONGEST));
        }
        if (types.isEmpty()) {
            throw invalid("All characters are excluded.");
        }
        if (each && length < types.size()) {
            throw invalid(
                    "PasswordLength must be %d at least, for one character of each type.".formatted(types.size()));
        }
        return password(types, each, length, random);
    }

    private static String password(List<List<Character>> types, boolean each, int length, RandomGenerator random) {
        List<Character> password = new ArrayList<>();
        if (each) {
            types.forEach(type -> password.add(any(type, random)));
        }
        List<Character> all = types.stream().flatMap(List::stream).toList();
        Stream.generate(() -> any(all, random)).limit(length - password.size()).forEach(password::add);
        Collections.shuffle(password, random);
        StringBuilder text = new StringBuilder();
        password.forEach(text::append);
        return text.toString();
    }

    private static List<Character> without(String excluded, Type type) {
        return type.characters()
                .chars()
                .filter(character -> excluded.indexOf(character) < 0)
                .mapToObj(character -> (char) character)
                .toList();
    }

    private static char any(List<Character> characters, RandomGenerator random) {
        return characters.get(random.nextInt(characters.size()));
    }

    private static AwsFault invalid(String message) {
        return new AwsFault("InvalidParameterException", 400, message);
    }
}
