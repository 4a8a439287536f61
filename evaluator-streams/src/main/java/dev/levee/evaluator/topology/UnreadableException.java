package dev.levee.evaluator.topology;

/// Nobody can make sense of a record; trying again cannot help.
final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String why;

    UnreadableException(String why) {
        super(why);
        this.why = why;
    }

    /// One sentence for people.
    String why() {
        return why;
    }
}
