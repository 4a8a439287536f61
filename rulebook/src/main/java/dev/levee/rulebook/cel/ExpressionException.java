package dev.levee.rulebook.cel;

/// A text is no expression of the language. For whoever wrote it: message and place say what to mend.
public final class ExpressionException extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;

    ExpressionException(int line, String message) {
        super(message);
        this.line = line;
    }

    /// The line within the text, from 0.
    public int line() {
        return line;
    }
}
