package dev.levee.cli.finding;

/// What the API would not do. The message says why, and the mend.
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message, null, false, false);
    }
}
