package dev.levee.sandbox.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class PathTemplateTest {

    @Property
    void readsBackWhateverStandsInASegment(
            @ForAll @NotEmpty @CharRange(from = ' ', to = '\uD7FF') String name,
            @ForAll @NotEmpty @CharRange(from = ' ', to = '\uD7FF') String id) {
        PathTemplate template = PathTemplate.of("/clusters/{name}/updates/{updateId}");

        assertThat(template.match("/clusters/%s/updates/%s".formatted(encoded(name), encoded(id))))
                .contains(Map.of("name", name, "updateId", id));
    }

    @Test
    void takesAllThatIsLeftWhereItMay() {
        assertThat(PathTemplate.of("/tags/{Key+}").match("/tags/a/b/c")).contains(Map.of("Key", "a/b/c"));
        assertThat(PathTemplate.of("/tags/{Key}").match("/tags/a/b/c")).isEmpty();
    }

    @Test
    void fitsNoOtherPath() {
        PathTemplate template = PathTemplate.of("/clusters/{name}");

        assertThat(template.match("/clusters")).isEmpty();
        assertThat(template.match("/clusters/a/updates")).isEmpty();
        assertThat(template.match("/cluster/a")).isEmpty();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
