package dev.levee.evaluator.reading;

/// Nobody can make sense of a record; trying again cannot help.
public final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String why;

    UnreadableException(String why) {
        super(why);
        this.why = why;
    }

    /// One sentence for people.
    public String why() {
        return why;
    }
}
