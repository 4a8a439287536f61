/// Brings the clouds' control-plane events into levee.events.
@NullMarked
package dev.levee.ingest;

import org.jspecify.annotations.NullMarked;
