package dev.levee.ingest.decode;

import com.fasterxml.jackson.core.JsonParser;

/// A parser, and the bytes it reads.
///
/// @param origin where in the input the parser began
record Cursor(JsonParser parser, Window window, long origin) {

    long startOfToken() {
        return origin + parser.currentTokenLocation().getByteOffset();
    }

    /// Right only where the parser is at the end of an object or array, or has finished the token.
    long endOfToken() {
        return origin + parser.currentLocation().getByteOffset();
    }
}
