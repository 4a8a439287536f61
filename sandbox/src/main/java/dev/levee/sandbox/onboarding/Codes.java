package dev.levee.sandbox.onboarding;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.io.BaseEncoding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The codes of one key, and the trust policy that takes them.
final class Codes {

    private static final Duration STEP = Duration.ofMinutes(5);
    private static final Duration OVERLAP = Duration.ofMinutes(2);
    private static final int DIGITS = 6;
    private static final int CHECK_BYTES = 4;

    private final byte[] key;
    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator(STEP, DIGITS);

    /// @param secret Base32 (RFC 4648)
    Codes(String secret) {
        key = BaseEncoding.base32().decode(secret);
    }

    /// Takes the code of this step, until two minutes after it, and that of the step before, until two minutes into
    /// this one.
    ObjectNode trustPolicy(List<String> principals, String externalId, Instant now) {
        Instant start = Instant.ofEpochSecond(now.getEpochSecond() / STEP.toSeconds() * STEP.toSeconds());
        ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
        ArrayNode statements = policy.putArray("Statement");
        trust(statements, "CurrentCode", start.plus(STEP).plus(OVERLAP), principals, externalId + "-" + at(start));
        trust(statements, "PreviousCode", start.plus(OVERLAP), principals, externalId + "-" + at(start.minus(STEP)));
        return policy;
    }

    private static void trust(
            ArrayNode statements, String sid, Instant end, List<String> principals, String externalId) {
        ObjectNode statement = statements.addObject().put("Sid", sid).put("Effect", "Allow");
        principals.forEach(statement.putObject("Principal").putArray("AWS")::add);
        ObjectNode condition = statement.put("Action", "sts:AssumeRole").putObject("Condition");
        condition.putObject("StringEquals").put("sts:ExternalId", externalId);
        condition.putObject("DateLessThan").put("aws:CurrentTime", end.toString());
    }

    /// What tells when a role was rotated and with which key, without telling a code.
    Map<String, String> tags(Instant now) {
        return Map.of("levee:rotated-at", now.truncatedTo(ChronoUnit.SECONDS).toString(), "levee:key-check", check());
    }

    private String at(Instant time) {
        try {
            return generator.generateOneTimePasswordString(new SecretKeySpec(key, "HmacSHA1"), time, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HmacSHA1 takes any key", e);
        }
    }

    private String check() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] check = mac.doFinal("levee-key-check".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(check, 0, CHECK_BYTES);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA256", e);
        }
    }
}
