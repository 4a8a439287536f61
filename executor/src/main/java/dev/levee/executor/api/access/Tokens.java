package dev.levee.executor.api.access;

/// Tells who stands behind a bearer token.
public interface Tokens {

    /// @throws RefusedTokenException if nobody does; another token may be accepted
    /// @throws IssuerUnavailableException if that cannot be told now
    Caller caller(String token) throws RefusedTokenException, IssuerUnavailableException;

    /// The token is not accepted. The message says why in one sentence, and does not repeat it.
    final class RefusedTokenException extends Exception {

        private static final long serialVersionUID = 1L;

        RefusedTokenException(String why) {
            super(why, null, false, false);
        }
    }

    /// The issuer's keys could not be fetched, so nothing is known about the token.
    final class IssuerUnavailableException extends Exception {

        private static final long serialVersionUID = 1L;

        IssuerUnavailableException(String what, Throwable cause) {
            super(what, cause);
        }
    }
}
