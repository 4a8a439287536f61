package dev.levee.ingest.decode;

import static dev.levee.ingest.Samples.change;
import static dev.levee.ingest.Samples.eventBridge;
import static dev.levee.ingest.Samples.file;
import static dev.levee.ingest.Samples.sns;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DecoderPropertyTest {

    private static final Input INPUT = new Input("file:sample", Instant.EPOCH);
    private static final List<String> DOCUMENTS = List.of(
            change("1"),
            eventBridge(change("1")),
            sns(eventBridge(change("1"))),
            file(change("1"), change("2"), change("3")),
            change("1") + "\n" + change("2") + "\n" + change("3"));

    @Property
    void neverThrowsAndNeverIsSilent(@ForAll byte[] bytes) {
        assertThat(decode(bytes)).isNotEmpty();
    }

    @Property
    void survivesAnyJson(@ForAll("json") String json) {
        assertThat(decode(json.getBytes(UTF_8))).isNotEmpty();
    }

    @Property
    void survivesDocumentsThatAreCutAnywhere(
            @ForAll("documents") String document, @ForAll @IntRange(max = 6000) int at) {
        byte[] whole = document.getBytes(UTF_8);
        byte[] cut = new String(whole, 0, Math.min(at, whole.length), UTF_8).getBytes(UTF_8);

        assertThat(decode(cut)).isNotEmpty();
    }

    @Property
    void survivesDocumentsWithABrokenByte(
            @ForAll("documents") String document, @ForAll @IntRange(max = 6000) int at, @ForAll byte broken) {
        byte[] bytes = document.getBytes(UTF_8);
        bytes[at % bytes.length] = broken;

        assertThat(decode(bytes)).isNotEmpty();
    }

    @Property
    void cutsEveryRecordOutUnchangedHoweverTheBytesArrive(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 9000) Integer> paddings,
            @ForAll @IntRange(min = 1, max = 5000) int mostAtOnce,
            @ForAll boolean lines)
            throws IOException {
        List<String> records = paddings.stream()
                .map(padding -> change("é".repeat(padding / 2) + padding))
                .toList();
        String input = lines ? String.join("\n", records) : file(records.toArray(String[]::new));
        List<String> found = new ArrayList<>();

        try (InputStream trickle = new Trickle(input.getBytes(UTF_8), mostAtOnce)) {
            new Decoder(Keep.CHANGES).decode(trickle, INPUT, decoded -> found.add(record(decoded)));
        }

        assertThat(found).isEqualTo(records);
    }

    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.of(DOCUMENTS);
    }

    /// Documents made of the very names the decoder looks for, with values of every type.
    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> name = Arbitraries.of(
                "Records",
                "detail",
                "detail-type",
                "Type",
                "Message",
                "TopicArn",
                "eventID",
                "eventName",
                "eventSource",
                "eventType",
                "readOnly",
                "managementEvent",
                "userIdentity",
                "sessionContext",
                "sessionIssuer",
                "requestParameters",
                "resources",
                "ARN",
                "errorCode",
                "other");
        Arbitrary<String> scalar = Arbitraries.of(
                "null",
                "true",
                "-1.5e9",
                "\"\"",
                "\"AWS API Call via CloudTrail\"",
                "\"Notification\"",
                "\"{}\"",
                "\"[{\\\"eventID\\\":1}]\"",
                "\"\\ud800\"");
        return Arbitraries.recursive(
                () -> scalar,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(4).map(values -> "[" + String.join(",", values) + "]"),
                        Arbitraries.maps(name, inner)
                                .ofMaxSize(6)
                                .map(fields -> fields.entrySet().stream()
                                        .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                                        .collect(Collectors.joining(",", "{", "}")))),
                0,
                4);
    }

    private static List<Decoded> decode(byte[] bytes) {
        return new Decoder(Keep.EVERYTHING).decode(bytes, INPUT);
    }

    private static String record(Decoded decoded) {
        return decoded instanceof Decoded.Event event ? event.event().getRecord() : decoded.toString();
    }

    /// Gives few bytes at a time, as a network does.
    private static final class Trickle extends ByteArrayInputStream {

        private final int most;

        Trickle(byte[] bytes, int most) {
            super(bytes);
            this.most = most;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, most));
        }
    }
}
