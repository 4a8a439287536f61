package dev.levee.cloud;

/// What a failure means to the one who called.
public enum FailureKind {

    /// The credentials are good and do not allow this.
    ACCESS_DENIED,

    /// The credentials have run out; new ones may help.
    EXPIRED_CREDENTIALS,

    /// Too many calls; later it may work.
    THROTTLED,

    /// The cloud could not be reached, did not answer in time or had an error of its own. It may have acted all the
    /// same.
    UNAVAILABLE,

    /// The cloud understood and said no: the code says why.
    REJECTED
}
