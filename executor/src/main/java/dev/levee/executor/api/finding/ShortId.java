package dev.levee.executor.api.finding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.BaseEncoding;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What people call a finding by: `k3v9q2m7ta` says it as surely as account, resource and control, and can be typed.
final class ShortId {

    private static final int LENGTH = 10;
    private static final BaseEncoding BASE32 = BaseEncoding.base32().lowerCase();

    private ShortId() {}

    static String of(String findingId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(findingId.getBytes(UTF_8));
            return BASE32.encode(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
