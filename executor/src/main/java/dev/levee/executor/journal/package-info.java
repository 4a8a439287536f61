/// What is written, and read back: the journal of executions, audit, snapshots, findings, dead letters.
@NullMarked
package dev.levee.executor.journal;

import org.jspecify.annotations.NullMarked;
