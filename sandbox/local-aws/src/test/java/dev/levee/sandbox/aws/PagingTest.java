package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {

    private static final Paging PAGES = new Paging("Limit", 1, 20, 10, "Marker", "NextMarker", "InvalidMarker");

    @Property
    void pagesTogetherAreTheWholeListing(
            @ForAll @IntRange(max = 100) int items, @ForAll @IntRange(min = 1, max = 20) int size) {
        List<IntNode> all = IntStream.range(0, items).mapToObj(IntNode::valueOf).toList();
        List<JsonNode> seen = new ArrayList<>();

        ObjectNode next = JsonNodeFactory.instance.objectNode().put("Limit", size);
        JsonNode page;
        do {
            page = PAGES.answer(request(next), "Items", all);
            assertThat(page.path("Items").size()).isLessThanOrEqualTo(size);
            page.path("Items").forEach(seen::add);
            next.set("Marker", page.path("NextMarker"));
        } while (page.has("NextMarker"));

        assertThat(seen).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "!", "ZnJvbT0tMQ=="})
    void refusesATokenItDidNotGive(String token) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("Marker", token);

        assertThatExceptionOfType(AwsFault.class)
                .isThrownBy(() -> PAGES.answer(request(document), "Items", List.of()))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("InvalidMarker"));
    }

    private static Request request(ObjectNode document) {
        Caller caller = new Caller.User(ACCOUNT, "admin", "AIDA", "AKIA");
        return new Request(
                "kms", "ListKeys", caller, ACCOUNT, "eu-west-1", document, Instant.EPOCH, "http://localhost");
    }
}
