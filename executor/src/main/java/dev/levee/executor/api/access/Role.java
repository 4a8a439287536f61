package dev.levee.executor.api.access;

/// What somebody may do in the accounts of a group. Each role includes those before it.
public enum Role {
    /// See findings, and how their fixes stand.
    VIEWER,
    /// Have a finding fixed, with the account's code.
    REMEDIATOR,
    /// Everything there is to be done.
    ADMIN;

    boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
