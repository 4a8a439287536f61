package dev.levee.sandbox.aws.wire;

import java.util.Map;
import java.util.TreeMap;

/// Writes XML.
final class XmlText {

    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    void open(String name) {
        open(name, Map.of());
    }

    void open(String name, Map<String, String> attributes) {
        text.append('<').append(name);
        new TreeMap<>(attributes)
                .descendingMap()
                .forEach((key, value) -> text.append(' ')
                        .append(key)
                        .append("=\"")
                        .append(escaped(value))
                        .append('"'));
        text.append('>');
    }

    void close(String name) {
        text.append("</").append(name).append('>');
    }

    void element(String name, String value) {
        element(name, Map.of(), value);
    }

    void element(String name, Map<String, String> attributes, String value) {
        open(name, attributes);
        text.append(escaped(value));
        close(name);
    }

    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\r' -> escaped.append("&#xD;");
                case '\n' -> escaped.append("&#xA;");
                default -> escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
