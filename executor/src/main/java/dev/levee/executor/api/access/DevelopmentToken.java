package dev.levee.executor.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/// One token that may do everything, for the sandbox. No setting leads here.
public final class DevelopmentToken implements Tokens {

    private static final Caller DEVELOPER =
            new Caller("developer", Optional.empty(), Map.of(Caller.EVERYWHERE, Role.ADMIN));

    private final byte[] token;

    public DevelopmentToken(String token) {
        this.token = token.getBytes(UTF_8);
    }

    @Override
    public Caller caller(String given) throws RefusedTokenException {
        if (!MessageDigest.isEqual(token, given.getBytes(UTF_8))) {
            throw new RefusedTokenException("it is not this sandbox's token");
        }
        return DEVELOPER;
    }
}
