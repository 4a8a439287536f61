package dev.levee.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagingTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Paging PAGING = new Paging("NextToken", "NextToken", "Rules");

    private final List<String> tokens = new ArrayList<>();
    private final CloudCall call = new CloudCall(
            "ec2:DescribeSecurityGroupRules", "eu-west-1", NODES.objectNode().put("MaxResults", 2));

    @Test
    void joinsThePagesInOrder() {
        CloudAnswer all = PAGING.all(asked -> page(asked, "2".equals(token(asked)) ? "" : next(token(asked))), call);

        assertThat(all).isInstanceOfSatisfying(CloudAnswer.Success.class, success -> {
            assertThat(success.document().path("Rules").valueStream().map(JsonNode::asText))
                    .containsExactly("rule-", "rule-1", "rule-2");
            assertThat(success.document().has("NextToken")).isFalse();
        });
        assertThat(tokens).containsExactly("", "1", "2");
        assertThat(call.document().has("NextToken")).isFalse();
    }

    @Test
    void makesAnEmptyListOfAMissingOne() {
        CloudAnswer all = PAGING.all(_ -> new CloudAnswer.Success(NODES.objectNode(), "1"), call);

        assertThat(all)
                .isInstanceOfSatisfying(
                        CloudAnswer.Success.class,
                        success -> assertThat(success.document().path("Rules").isArray())
                                .isTrue());
    }

    @Test
    void findsAListInsideAnotherMember() {
        Paging inside = new Paging("Marker", "DistributionList.NextMarker", "DistributionList.Items");

        CloudAnswer all = inside.all(PagingTest::distributions, call);

        assertThat(all)
                .isInstanceOfSatisfying(
                        CloudAnswer.Success.class,
                        success -> assertThat(success.document())
                                .hasToString("{\"DistributionList\":{\"Items\":[\"first\",\"last\"]}}"));
    }

    private static CloudAnswer distributions(CloudCall asked) {
        boolean first = asked.document().path("Marker").isMissingNode();
        ObjectNode document = NODES.objectNode();
        ObjectNode list = document.putObject("DistributionList");
        list.putArray("Items").add(first ? "first" : "last");
        if (first) {
            list.put("NextMarker", "first");
        }
        return new CloudAnswer.Success(document, "1");
    }

    @Test
    void givesUpAtTheFirstFailure() {
        CloudAnswer.Failure throttled =
                new CloudAnswer.Failure(FailureKind.THROTTLED, "Throttling", "Rate exceeded", 400, "1");

        assertThat(PAGING.all(asked -> token(asked).isEmpty() ? page(asked, "1") : throttled, call))
                .isSameAs(throttled);
    }

    @Test
    void doesNotGoRoundInCircles() {
        assertThatThrownBy(() -> PAGING.all(asked -> page(asked, "1"), call))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("repeats a page");
    }

    private CloudAnswer page(CloudCall asked, String next) {
        tokens.add(token(asked));
        ObjectNode document = NODES.objectNode();
        document.putArray("Rules").add("rule-" + token(asked));
        if (!next.isEmpty()) {
            document.put("NextToken", next);
        }
        return new CloudAnswer.Success(document, "1");
    }

    private static String next(String token) {
        return token.isEmpty() ? "1" : "2";
    }

    private static String token(CloudCall asked) {
        return asked.document().path("NextToken").asText("");
    }
}
