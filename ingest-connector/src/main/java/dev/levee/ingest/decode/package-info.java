/// Recognises what the clouds' own plumbing delivers and cuts the events out of it.
@NullMarked
package dev.levee.ingest.decode;

import org.jspecify.annotations.NullMarked;
