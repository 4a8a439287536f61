package dev.levee.executor.remedy;

import dev.levee.executor.session.Opened;

/// What an attempt to make a control's calls came to. Each carries how far the command got.
sealed interface Fixed {

    Progress progress();

    /// The cloud accepted every call.
    record Accepted(Progress progress) implements Fixed {}

    /// The resource changed while the fix was prepared; nothing was called.
    record Changed(Progress progress, Seen seen) implements Fixed {}

    /// It may work later.
    record Troubled(Progress progress, String why) implements Fixed {}

    /// The account does not let Levee in; nothing was called.
    record Blocked(Progress progress, Opened.Blocked by) implements Fixed {}

    /// The account is left alone until then; nothing was called.
    record Held(Progress progress, Opened.Held by) implements Fixed {}

    /// Trying again cannot help.
    ///
    /// @param accepted how many calls the cloud had accepted
    record Stopped(Progress progress, int accepted, String why) implements Fixed {}

    /// The partition may be somebody else's; nothing was called.
    record Abandoned(Progress progress) implements Fixed {}
}
