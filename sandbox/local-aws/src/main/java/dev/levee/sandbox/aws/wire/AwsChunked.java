package dev.levee.sandbox.aws.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Bodies that S3 clients send in chunks: `<hex size>[;extension]\r\n<data>\r\n`, a last one of size 0, trailers.
final class AwsChunked {

    private AwsChunked() {}

    /// The message with its plain body; a message that is not chunked is returned as it is.
    ///
    /// @throws IllegalArgumentException if the chunks do not add up
    static HttpMessage unwrap(HttpMessage message) {
        boolean chunked = message.header("x-amz-content-sha256").orElse("").startsWith("STREAMING-")
                || message.header("content-encoding").orElse("").contains("aws-chunked");
        return chunked ? message.withBody(plain(message.body())) : message;
    }

    private static byte[] plain(byte[] body) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(body.length);
        int at = 0;
        while (true) {
            int end = endOfLine(body, at);
            String line = new String(body, at, end - at, StandardCharsets.US_ASCII);
            int semicolon = line.indexOf(';');
            int size = Integer.parseInt(semicolon < 0 ? line : line.substring(0, semicolon), 16);
            if (size == 0) {
                return plain.toByteArray();
            }
            if (end + 2 + size + 2 > body.length) {
                throw new IllegalArgumentException("a chunk is cut short");
            }
            plain.write(body, end + 2, size);
            at = end + 2 + size + 2;
        }
    }

    private static int endOfLine(byte[] body, int from) {
        for (int i = from; i + 1 < body.length; i++) {
            if (body[i] == '\r' && body[i + 1] == '\n') {
                return i;
            }
        }
        throw new IllegalArgumentException("a chunk has no size");
    }
}
