package dev.levee.executor.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// The key of an account's one-time codes, held only until closed.
final class CodeKey implements SecretKey, AutoCloseable {

    private static final long serialVersionUID = 1L;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS_PER_CHARACTER = 5;
    private static final int LEAST_BYTES = 16;

    private static final String CHECK_ALGORITHM = "HmacSHA256";
    private static final byte[] CHECK_TEXT = "levee-key-check".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECK_BYTES = 4;

    private final transient byte[] bytes;

    private CodeKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @param text Base32 (RFC 4648); case, white space and padding do not matter. The caller wipes it.
    /// @throws IllegalArgumentException if it is no Base32 or too short to be a key; the message quotes nothing
    static CodeKey ofBase32(char[] text) {
        byte[] decoded = new byte[text.length * BITS_PER_CHARACTER / Byte.SIZE];
        int length = 0;
        int pending = 0;
        int bits = 0;
        try {
            for (char character : text) {
                if (character == '=' || Character.isWhitespace(character)) {
                    continue;
                }
                int value = ALPHABET.indexOf(Character.toUpperCase(character));
                if (value < 0) {
                    throw new IllegalArgumentException("the key of the codes is not Base32");
                }
                pending = pending << BITS_PER_CHARACTER | value;
                bits += BITS_PER_CHARACTER;
                if (bits >= Byte.SIZE) {
                    bits -= Byte.SIZE;
                    decoded[length++] = (byte) (pending >> bits);
                }
            }
            if (length < LEAST_BYTES) {
                throw new IllegalArgumentException(
                        "the key of the codes is shorter than %d bytes".formatted(LEAST_BYTES));
            }
            return new CodeKey(Arrays.copyOf(decoded, length));
        } finally {
            Arrays.fill(decoded, (byte) 0);
        }
    }

    /// Eight hex digits by which two keys can be told apart, and nothing about the key can be learned: the start of
    /// HMAC-SHA256(key, "levee-key-check").
    String check() {
        try {
            Mac mac = Mac.getInstance(CHECK_ALGORITHM);
            mac.init(this);
            return HexFormat.of().formatHex(mac.doFinal(CHECK_TEXT), 0, CHECK_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + CHECK_ALGORITHM, e);
        }
    }

    @Override
    public String getAlgorithm() {
        return "HmacSHA1";
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    /// A copy, as [java.security.Key] asks; the JDK's Mac wipes the one it takes.
    @Override
    public byte[] getEncoded() {
        return bytes.clone();
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }
}
