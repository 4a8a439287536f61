package dev.levee.sandbox.onboarding;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.io.BaseEncoding;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.sandbox.SandboxAccount;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the code in a remediator role's trust policy: the one of this step of five minutes, and the one before, since
/// a change of a trust policy takes time to spread.
public final class CodeRotation {

    private static final Logger log = LoggerFactory.getLogger(CodeRotation.class);
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final int DIGITS = 6;
    private static final int KEY_BYTES = 20;

    private final SandboxAccount account;
    private final Clock clock;
    private final SecretKey key;
    private final TimeBasedOneTimePasswordGenerator generator;

    /// With a new random key.
    public CodeRotation(SandboxAccount account, Clock clock) {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.account = account;
        this.clock = clock;
        this.key = new SecretKeySpec(random, "HmacSHA1");
        this.generator = new TimeBasedOneTimePasswordGenerator(STEP, DIGITS);
    }

    /// Rewrites the trust policy at the start of every step, as the rotator function of a real account does.
    ///
    /// @param owner calls as the account's administrator
    public void keepRotating(CloudApi owner, ScheduledExecutorService timer) {
        long millis = STEP.toMillis();
        long untilNextStep = millis - clock.millis() % millis;
        timer.scheduleAtFixedRate(() -> rotate(owner), untilNextStep, millis, TimeUnit.MILLISECONDS);
    }

    /// The key as it stands in the account's secret: Base32 (RFC 4648).
    String key() {
        return BaseEncoding.base32().encode(key.getEncoded());
    }

    JsonNode trustPolicy() {
        Instant now = clock.instant();
        return TrustPolicy.forExternalIds(List.of(externalId(now), externalId(now.minus(STEP))));
    }

    private String externalId(Instant at) {
        try {
            return account.externalId() + "-" + generator.generateOneTimePasswordString(key, at);
        } catch (InvalidKeyException e) {
            throw new AssertionError("the key was made for this generator", e);
        }
    }

    private void rotate(CloudApi owner) {
        JsonNode document = JsonNodeFactory.instance
                .objectNode()
                .put("RoleName", Onboarding.REMEDIATOR_ROLE)
                .put("PolicyDocument", trustPolicy().toString());
        if (owner.call(new CloudCall("iam:UpdateAssumeRolePolicy", "us-east-1", document))
                instanceof CloudAnswer.Failure failure) {
            log.atError()
                    .addKeyValue("account", account.id())
                    .addKeyValue("error", failure.code())
                    .log("code not rotated");
        }
    }
}
