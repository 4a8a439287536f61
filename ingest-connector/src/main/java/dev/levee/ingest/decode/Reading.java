package dev.levee.ingest.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.levee.ingest.decode.TrailRecord.UnusableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The reading of one input, from its first value to its last.
final class Reading {

    private static final int LONGEST_VALUE = 8 * 1024 * 1024;
    private static final int DEEPEST_WRAPPING = 3;

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    private final Keep keep;
    private final Input input;
    private final int wrapping;
    private final Consumer<Decoded> consumer;

    private boolean foundAny;
    /// The line the current parser started in, and the line, from there, of the value it is in.
    private long parserLine = 1;

    private long lineInParser = 1;

    Reading(Keep keep, Input input, Consumer<Decoded> consumer) {
        this(keep, input, 0, consumer);
    }

    private Reading(Keep keep, Input input, int wrapping, Consumer<Decoded> consumer) {
        this.keep = keep;
        this.input = input;
        this.wrapping = wrapping;
        this.consumer = consumer;
    }

    void readAll(InputStream bytes) {
        Window window = new Window(bytes, LONGEST_VALUE);
        try {
            long skippedLines;
            while ((skippedLines = window.skipToValue()) >= 0) {
                parserLine += skippedLines;
                lineInParser = 1;
                readValues(window);
            }
            if (!foundAny) {
                emit(new Decoded.Ignored(Decoded.Kind.EMPTY, "there is no record in it"));
            }
        } catch (IOException e) {
            malformed(window.remembered(Decoder.LONGEST_REMAINS), "it cannot be read to its end: " + e.getMessage());
        }
    }

    private void readValues(Window window) throws IOException {
        try (JsonParser parser = JSON.createParser(window)) {
            Cursor cursor = new Cursor(parser, window, window.position());
            while (parser.nextToken() != null) {
                readValue(cursor, true);
            }
        } catch (JsonProcessingException e) {
            skip(window, "it is no JSON: " + e.getOriginalMessage());
        } catch (Window.TooLongException e) {
            skip(window, "it is longer than %,d bytes".formatted(LONGEST_VALUE));
        }
    }

    private void skip(Window window, String reason) throws IOException {
        Window.Skipped skipped = window.skipToNextLine(Decoder.LONGEST_REMAINS);
        parserLine += skipped.linesBefore();
        malformed(skipped.bytes(), reason);
        parserLine += lineInParser - 1 + skipped.lines();
    }

    /// @param outermost only there may a list of values stand
    private void readValue(Cursor at, boolean outermost) throws IOException {
        lineInParser = at.parser().currentTokenLocation().getLineNr();
        long start = at.startOfToken();
        at.window().keepFrom(start);
        if (at.parser().currentToken() == JsonToken.START_OBJECT) {
            readObject(at, start, outermost);
        } else if (at.parser().currentToken() == JsonToken.START_ARRAY && outermost) {
            readList(at);
        } else {
            at.parser().skipChildren();
            at.parser().finishToken();
            malformed(at.window().cut(start, at.endOfToken()), "it is no JSON object");
        }
        lineInParser = at.parser().currentLocation().getLineNr();
        at.window().keepFrom(at.endOfToken());
    }

    private void readList(Cursor at) throws IOException {
        while (at.parser().nextToken() != JsonToken.END_ARRAY) {
            readValue(at, false);
        }
    }

    private void readObject(Cursor at, long start, boolean outermost) throws IOException {
        Envelope envelope = new Envelope();
        boolean list = false;
        @Nullable String field;
        while ((field = at.parser().nextFieldName()) != null) {
            JsonToken token = at.parser().nextToken();
            if (outermost && token == JsonToken.START_ARRAY && field.equals("Records")) {
                readList(at);
                list = true;
            } else {
                envelope.read(field, at);
            }
        }
        if (!list) {
            judge(envelope, at.window(), start, at.endOfToken());
        }
    }

    private void judge(Envelope envelope, Window window, long start, long end) {
        try {
            Optional<String> wrapped = envelope.notification();
            if (wrapped.isPresent()) {
                unwrap(wrapped.get(), window.cut(start, end));
            } else {
                emit(envelope.judge(keep, input, window, start, end));
            }
        } catch (UnusableException e) {
            malformed(window.cut(start, end), e.reason());
        }
    }

    /// What is malformed inside is handed on as it was received: wrapped.
    private void unwrap(String text, byte[] wrapper) {
        if (wrapping == DEEPEST_WRAPPING) {
            malformed(wrapper, "it is wrapped more than %d times".formatted(DEEPEST_WRAPPING));
            return;
        }
        new Reading(keep, input, wrapping + 1, inner -> {
                    if (inner instanceof Decoded.Malformed bad) {
                        malformed(wrapper, "in the message: " + bad.reason());
                    } else {
                        emit(inner);
                    }
                })
                .readAll(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private void malformed(byte[] bytes, String reason) {
        emit(new Decoded.Malformed(parserLine + lineInParser - 1, bytes, reason));
    }

    private void emit(Decoded decoded) {
        foundAny = true;
        consumer.accept(decoded);
    }
}
