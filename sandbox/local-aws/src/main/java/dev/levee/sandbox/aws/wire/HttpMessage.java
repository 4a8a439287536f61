package dev.levee.sandbox.aws.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An HTTP request as it came, whole.
///
/// @param path undecoded
/// @param rawQuery undecoded, empty when there is none
/// @param headers by lower-case name
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpMessage(String method, String path, String rawQuery, Map<String, List<String>> headers, byte[] body) {

    /// The first value of a header.
    public Optional<String> header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
    }

    /// Decoded query parameters; one without a value has an empty one.
    public Map<String, String> query() {
        return parameters(rawQuery);
    }

    /// Every value of a query parameter, decoded.
    List<String> query(String name) {
        return pairs(rawQuery)
                .filter(pair -> pair.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /// Form parameters: those of the body, or of the query when there is no body.
    public FormTree form() {
        return FormTree.parse(body.length == 0 ? rawQuery : bodyText());
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// The same message with another body.
    HttpMessage withBody(byte[] other) {
        return new HttpMessage(method, path, rawQuery, headers, other);
    }

    static Map<String, String> parameters(String encoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        pairs(encoded).forEach(pair -> parameters.put(pair.getKey(), pair.getValue()));
        return parameters;
    }

    private static Stream<Map.Entry<String, String>> pairs(String encoded) {
        return Arrays.stream(encoded.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .map(pair -> Map.entry(decode(pair[0]), pair.length < 2 ? "" : decode(pair[1])));
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    /// Without headers and body, which hold credentials and secrets.
    @Override
    public String toString() {
        return method + " " + path;
    }
}
