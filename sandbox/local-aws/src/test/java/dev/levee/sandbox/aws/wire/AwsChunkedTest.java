package dev.levee.sandbox.aws.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsChunkedTest {

    @Test
    void putsTheChunksTogetherAndDropsTheTrailer() {
        String body = "5;chunk-signature=abc\r\nhello\r\n1\r\n!\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n";

        assertThat(AwsChunked.unwrap(chunked(body)).bodyText()).isEqualTo("hello!");
    }

    @Test
    void leavesOtherBodiesAlone() {
        HttpMessage plain = new HttpMessage("PUT", "/b/k", "", Map.of(), "5\r\nhello".getBytes(UTF_8));

        assertThat(AwsChunked.unwrap(plain)).isSameAs(plain);
    }

    @Test
    void refusesAChunkThatIsCutShort() {
        assertThatThrownBy(() -> AwsChunked.unwrap(chunked("5\r\nhel"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AwsChunked.unwrap(chunked("five"))).isInstanceOf(IllegalArgumentException.class);
    }

    private static HttpMessage chunked(String body) {
        return new HttpMessage(
                "PUT",
                "/b/k",
                "",
                Map.of("x-amz-content-sha256", List.of("STREAMING-UNSIGNED-PAYLOAD-TRAILER")),
                body.getBytes(UTF_8));
    }
}
