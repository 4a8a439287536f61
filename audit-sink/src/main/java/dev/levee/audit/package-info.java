/// Writes the audit trail and the snapshots as OCSF events, one JSON object a line, for a SIEM to pick up.
@NullMarked
package dev.levee.audit;

import org.jspecify.annotations.NullMarked;
