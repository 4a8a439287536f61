/// Commands into verified fixes, findings, snapshots and audit.
@NullMarked
package dev.levee.executor;

import org.jspecify.annotations.NullMarked;
