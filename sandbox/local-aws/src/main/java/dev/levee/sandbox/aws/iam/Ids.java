package dev.levee.sandbox.aws.iam;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/// Identifiers and secrets in the form AWS gives them.
final class Ids {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /// `AROA`, `AIDA`, `AKIA` or `ASIA` and sixteen more characters.
    static String random(String prefix) {
        return id(prefix, bytes(16));
    }

    /// As [#random], but the same for the same name.
    static String named(String prefix, String name) {
        return id(prefix, digest(name));
    }

    static String randomSecret() {
        return secret(bytes(30));
    }

    /// A secret anybody can know who knows the name: for the accounts a local cloud starts with.
    static String namedSecret(String name) {
        return secret(digest(name));
    }

    static String randomToken() {
        return Base64.getEncoder().encodeToString(bytes(96));
    }

    private static String id(String prefix, byte[] bytes) {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < 16; i++) {
            id.append(ALPHABET.charAt(bytes[i] & 31));
        }
        return id.toString();
    }

    private static String secret(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes).substring(0, 40);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
