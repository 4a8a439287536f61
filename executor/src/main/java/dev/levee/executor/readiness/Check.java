package dev.levee.executor.readiness;

import java.util.Locale;

/// What has to work, in the order it is tried.
enum Check {
    /// Levee has an identity, and may use it.
    IDENTITY,
    /// This machine and the cloud agree on the time: codes are made of it.
    CLOCK,
    SCAN_ROLE,
    /// The secret of the codes can be read.
    SECRET,
    /// The codes made from it are those of the trust policy.
    CODE,
    REMEDIATOR_ROLE,
    READ_PERMISSIONS,
    FIX_PERMISSIONS,
    /// The account's events arrive, region by region.
    EVENTS;

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
