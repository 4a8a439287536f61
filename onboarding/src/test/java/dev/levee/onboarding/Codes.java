package dev.levee.onboarding;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A key, and what follows from it, by other means than the rotator's: the generator is the one the executor uses.
///
/// @param text Base32, as it stands in the secret
record Codes(String text) {

    static final Duration STEP = Duration.ofMinutes(5);

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator(STEP, 6);

    /// Of 32 characters, as AWS makes them.
    static Codes random(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 32; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new Codes(text.toString());
    }

    static Instant startOfStep(Instant time) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), STEP.toSeconds()) * STEP.toSeconds());
    }

    String at(Instant time) {
        try {
            return GENERATOR.generateOneTimePasswordString(new SecretKeySpec(bytes(), "HmacSHA1"), time);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    String before(Instant time) {
        return at(time.minus(STEP));
    }

    String check() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(), "HmacSHA256"));
            return HexFormat.of()
                    .formatHex(mac.doFinal("levee-key-check".getBytes(StandardCharsets.US_ASCII)))
                    .substring(0, 8);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    byte[] bytes() {
        byte[] bytes = new byte[text.length() * 5 / 8];
        int bits = 0;
        int pending = 0;
        int length = 0;
        for (char character : text.toCharArray()) {
            pending = pending << 5 | ALPHABET.indexOf(character);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[length++] = (byte) (pending >> bits);
            }
        }
        return Arrays.copyOf(bytes, length);
    }
}
