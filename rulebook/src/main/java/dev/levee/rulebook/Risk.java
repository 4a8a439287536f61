package dev.levee.rulebook;

/// What a fix costs beyond what its title says. All but [#NONE] runs automated only where the policy accepts it.
public enum Risk {
    /// Nothing that its caution would have to be read for first.
    NONE,
    /// The cloud charges noticeably for what it turns on.
    BILLABLE,
    /// It deletes something in use, or cannot be undone.
    DESTRUCTIVE
}
