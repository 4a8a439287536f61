package dev.levee.rulebook.policy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The command id of a decision: the same decision always has the same id.
public final class CommandId {

    private static final int LENGTH = 26;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private CommandId() {}

    /// 26 characters of lower-case base32 (RFC 4648): 130 bits of a SHA-256 over the parts.
    public static String of(String eventId, String policyId, String revision, String control, String arn) {
        BigInteger hash = new BigInteger(1, sha256(String.join("\u0000", eventId, policyId, revision, control, arn)));
        StringBuilder id = new StringBuilder(LENGTH);
        for (int digit = 0; digit < LENGTH; digit++) {
            id.append(ALPHABET.charAt(hash.shiftRight(256 - 5 * (digit + 1)).intValue() & 31));
        }
        return id.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
