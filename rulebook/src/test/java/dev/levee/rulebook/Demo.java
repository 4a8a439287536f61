package dev.levee.rulebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A small control, whole and as broken as a test needs it.
final class Demo {

    static final String FILE = "controls/aws/demo/aws-demo-thing-is-blue.yaml";
    static final Place PLACE = new Place("aws", "111122223333", "eu-central-1");

    private Demo() {}

    static String text() {
        try (var stream = Demo.class.getResourceAsStream("aws-demo-thing-is-blue.yaml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Control control() {
        return ControlFiles.load(Map.of(FILE, text())).controls().getFirst();
    }
}
