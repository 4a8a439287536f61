package dev.levee.sandbox.aws.modelled;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DocumentsTest {

    @Property
    void showsAfterAPatchWhatThePatchShows(
            @ForAll("documents") ObjectNode target, @ForAll("documents") ObjectNode patch) {
        Documents.patch(target, patch);

        assertThat(Documents.matches(patch, target)).isTrue();
    }

    @Property
    void isPatchedOnce(@ForAll("documents") ObjectNode target, @ForAll("documents") ObjectNode patch) {
        Documents.patch(target, patch);
        ObjectNode once = target.deepCopy();

        Documents.patch(target, patch);

        assertThat(target).isEqualTo(once);
    }

    @Property
    void keepsWhatThePatchDoesNotName(@ForAll("documents") ObjectNode target, @ForAll("documents") ObjectNode patch) {
        ObjectNode before = target.deepCopy();

        Documents.patch(target, patch);

        before.properties().stream()
                .filter(member -> !patch.has(member.getKey()))
                .forEach(member -> assertThat(target.get(member.getKey())).isEqualTo(member.getValue()));
    }

    @Property
    void matchesItselfAndAnythingOfItself(@ForAll("documents") ObjectNode document) {
        ObjectNode any = JsonNodeFactory.instance.objectNode();
        document.properties().stream()
                .filter(member -> !member.getValue().isNull())
                .forEach(member -> any.put(member.getKey(), "*"));

        assertThat(Documents.matches(document, document)).isTrue();
        assertThat(Documents.matches(any, document)).isTrue();
    }

    @Provide
    Arbitrary<ObjectNode> documents() {
        return documents(2);
    }

    private static Arbitrary<ObjectNode> documents(int depth) {
        Arbitrary<Object> values = Arbitraries.of(1, true, "text", "null");
        Arbitrary<Object> members = depth == 0 ? values : Arbitraries.oneOf(values, documents(depth - 1));
        return Arbitraries.maps(Arbitraries.of("A", "B", "C"), members).map(map -> {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            map.forEach((name, value) -> {
                if (value.equals("null")) {
                    document.putNull(name);
                } else {
                    document.putPOJO(name, value);
                }
            });
            return plain(document);
        });
    }

    private static ObjectNode plain(ObjectNode document) {
        return new JsonMapper().valueToTree(document);
    }
}
