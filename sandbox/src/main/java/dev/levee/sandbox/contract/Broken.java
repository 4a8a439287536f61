package dev.levee.sandbox.contract;

/// A promise was not kept; the message says why.
public final class Broken extends Exception {

    private static final long serialVersionUID = 1L;

    Broken(String why) {
        super(why, null, false, false);
    }
}
