package dev.levee.sandbox.aws.wire;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A request's AWS Signature Version 4, from its `Authorization` header or its presigned query.
///
/// @param scope `date/region/service/aws4_request`
/// @param time as in `X-Amz-Date`
/// @param token the session token, empty with a long-lived key
public record Signature(
        String accessKeyId,
        String scope,
        String region,
        String service,
        List<String> signedHeaders,
        String value,
        String time,
        String token,
        boolean presigned) {

    private static final Pattern CREDENTIAL =
            Pattern.compile("(?<key>[^/]+)/(?<scope>(?<date>\\d{8})/(?<region>[^/]+)/(?<service>[^/]+)/aws4_request)");

    /// Empty when the request is not signed in this way.
    public static Optional<Signature> of(HttpMessage message) {
        String authorization = message.header("authorization").orElse("");
        if (authorization.startsWith("AWS4-HMAC-SHA256 ")) {
            Map<String, String> parts = new HashMap<>();
            for (String part :
                    authorization.substring("AWS4-HMAC-SHA256 ".length()).split(",", -1)) {
                int equals = part.indexOf('=');
                if (equals > 0) {
                    parts.put(
                            part.substring(0, equals).strip(),
                            part.substring(equals + 1).strip());
                }
            }
            return make(
                    parts.getOrDefault("Credential", ""),
                    parts.getOrDefault("SignedHeaders", ""),
                    parts.getOrDefault("Signature", ""),
                    message.header("x-amz-date").orElse(""),
                    message.header("x-amz-security-token").orElse(""),
                    false);
        }
        Map<String, String> query = message.query();
        return make(
                query.getOrDefault("X-Amz-Credential", ""),
                query.getOrDefault("X-Amz-SignedHeaders", ""),
                query.getOrDefault("X-Amz-Signature", ""),
                query.getOrDefault("X-Amz-Date", ""),
                query.getOrDefault("X-Amz-Security-Token", ""),
                true);
    }

    private static Optional<Signature> make(
            String credential, String signedHeaders, String value, String time, String token, boolean presigned) {
        Matcher matcher = CREDENTIAL.matcher(credential);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Signature(
                matcher.group("key"),
                matcher.group("scope"),
                matcher.group("region"),
                matcher.group("service"),
                List.of(signedHeaders.split(";", -1)),
                value,
                time,
                token,
                presigned));
    }

    /// Says whether whoever signed this request knows the secret.
    public boolean isBy(String secret, HttpMessage message) {
        String toSign =
                String.join("\n", "AWS4-HMAC-SHA256", time, scope, SigV4.sha256(SigV4.canonical(this, message)));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = SigV4.hmac(key, part);
        }
        return SigV4.hex(SigV4.hmac(key, toSign)).equals(value) && SigV4.bodyIsAsSigned(message);
    }

    /// Without the session token.
    @Override
    public String toString() {
        return "Signature[%s, %s]".formatted(accessKeyId, scope);
    }
}
