package dev.levee.sandbox.aws.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// An HTTP response to send.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Reply(int status, Map<String, String> headers, byte[] body) {

    static Reply text(int status, Map<String, String> headers, String body) {
        return new Reply(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
