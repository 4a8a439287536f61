package dev.levee.rulebook;

/// An expression could not be evaluated, so nothing is known. Trying again with the same state cannot help.
public final class JudgementException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public JudgementException(String message, Throwable cause) {
        super(message, cause);
    }

    public JudgementException(String message) {
        super(message);
    }
}
