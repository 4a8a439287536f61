package dev.levee.sandbox.aws.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The arithmetic of AWS Signature Version 4.
final class SigV4 {

    private static final String BODY_HASH = "x-amz-content-sha256";

    private SigV4() {}

    static String canonical(Signature signature, HttpMessage message) {
        String headers = signature.signedHeaders().stream()
                .map(name -> name + ":" + canonicalHeader(message.headers().getOrDefault(name, List.of())) + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                message.method(),
                signature.service().equals("s3") ? message.path() : encoded(message.path(), "/"),
                canonicalQuery(message),
                headers,
                String.join(";", signature.signedHeaders()),
                bodyHash(signature, message));
    }

    /// A body hash that was signed has to be the body's, too.
    static boolean bodyIsAsSigned(HttpMessage message) {
        String hash = message.header(BODY_HASH).orElse("");
        return hash.length() != 64 || hash.equals(sha256(message.body()));
    }

    private static String bodyHash(Signature signature, HttpMessage message) {
        return message.header(BODY_HASH)
                .orElseGet(() -> signature.presigned() && signature.service().equals("s3")
                        ? "UNSIGNED-PAYLOAD"
                        : sha256(message.body()));
    }

    private static String canonicalHeader(List<String> values) {
        return values.stream().map(value -> value.strip().replaceAll(" +", " ")).collect(Collectors.joining(","));
    }

    private static String canonicalQuery(HttpMessage message) {
        return message.query().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("X-Amz-Signature"))
                .map(parameter -> encoded(parameter.getKey(), "") + "=" + encoded(parameter.getValue(), ""))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text, String untouched) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
        return untouched.isEmpty() ? encoded : encoded.replace("%2F", untouched);
    }

    static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
