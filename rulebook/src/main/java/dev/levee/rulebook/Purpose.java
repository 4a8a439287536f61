package dev.levee.rulebook;

/// What calls are made for.
public enum Purpose {
    READ,
    FIX,
    ROLLBACK
}
