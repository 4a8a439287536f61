package dev.levee.sandbox.aws.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.put(decode(name), decode(value));
            }
        }
        return parameters;
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
