package dev.levee.ingest.decode;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Finds CloudTrail records in whatever they come wrapped in, told by shape: a bare record, EventBridge's envelope,
/// SNS's envelope around either, a CloudTrail file (`{"Records": […]}`), an array, or any number of these after each
/// other, such as one a line.
///
/// One pass over the input, whatever its length: a record's fields are picked up while its bytes go by, and its text
/// is cut out of those bytes unchanged. Bad input never throws. It is handed on as [Decoded.Malformed], and reading
/// goes on at the next line that starts an object or an array.
public final class Decoder {

    /// The most of an unusable input that is handed on. No message of SQS is longer, so only files are ever cut, and
    /// those are still there.
    public static final int LONGEST_REMAINS = 1024 * 1024;

    private final Keep keep;

    public Decoder(Keep keep) {
        this.keep = keep;
    }

    /// Everything in a short input, such as a message. Never empty.
    public List<Decoded> decode(byte[] bytes, Input input) {
        List<Decoded> found = new ArrayList<>();
        decode(new ByteArrayInputStream(bytes), input, found::add);
        return found;
    }

    /// Hands everything in the input to the consumer, one by one, at least one. An input that cannot be read to its end
    /// is malformed from there on.
    public void decode(InputStream bytes, Input input, Consumer<Decoded> consumer) {
        new Reading(keep, input, consumer).readAll(bytes);
    }
}
