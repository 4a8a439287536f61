package dev.levee.sandbox.aws.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The MD5 sums that let a client check what it sent and received.
final class Digests {

    private static final byte TEXT = 1;
    private static final byte BINARY = 2;

    private Digests() {}

    static String ofBody(String body) {
        return hex(md5().digest(body.getBytes(UTF_8)));
    }

    /// Names in order, and of each the name, the type and the value, all preceded by their lengths.
    static String ofAttributes(JsonNode attributes) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        attributes.properties().forEach(attribute -> sorted.put(attribute.getKey(), attribute.getValue()));
        MessageDigest md5 = md5();
        sorted.forEach((name, attribute) -> {
            String type = attribute.path("DataType").asText();
            boolean binary = type.startsWith("Binary");
            update(md5, name.getBytes(UTF_8));
            update(md5, type.getBytes(UTF_8));
            md5.update(binary ? BINARY : TEXT);
            update(
                    md5,
                    binary
                            ? Base64.getDecoder()
                                    .decode(attribute.path("BinaryValue").asText())
                            : attribute.path("StringValue").asText().getBytes(UTF_8));
        });
        return hex(md5.digest());
    }

    private static void update(MessageDigest md5, byte[] bytes) {
        md5.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        md5.update(bytes);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }
}
