package dev.levee.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/// Headers that let a consumer route a record without decoding it.
@NullMarked
public final class RecordHeaders {

    /// `service:action` of an event, e.g. `ec2:AuthorizeSecurityGroupIngress`; on a command, that of its cause.
    public static final String ACTION = "levee-action";

    /// Id of the command a record belongs to.
    public static final String COMMAND_ID = "levee-command-id";

    private RecordHeaders() {}

    public static Headers put(Headers headers, String name, String value) {
        return headers.remove(name).add(name, value.getBytes(UTF_8));
    }

    /// The last header of that name, as text.
    public static Optional<String> text(Headers headers, String name) {
        @Nullable Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), UTF_8));
    }
}
