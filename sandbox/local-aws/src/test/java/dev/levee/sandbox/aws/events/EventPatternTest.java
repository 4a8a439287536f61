package dev.levee.sandbox.aws.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"source": ["aws.s3"]}                                     | {"source": "aws.s3"}                | true
            {"source": ["aws.s3"]}                                     | {"source": "aws.ec2"}               | false
            {"source": ["aws.s3", "aws.ec2"]}                          | {"source": "aws.ec2"}               | true
            {"source": ["aws.s3"], "account": ["1"]}                   | {"source": "aws.s3", "account":"2"} | false
            {"detail": {"eventName": ["PutBucketPolicy"]}}             | {"detail": {"eventName": "PutBucketPolicy"}} | true
            {"detail": {"eventName": ["PutBucketPolicy"]}}             | {"detail": {}}                      | false
            {"a": [1]}                                                 | {"a": 1.0}                          | true
            {"a": ["1"]}                                               | {"a": 1}                            | false
            {"a": [true]}                                              | {"a": true}                         | true
            {"a": [null]}                                              | {"a": null}                         | true
            {"a": [null]}                                              | {}                                  | false
            {"a": ["x"]}                                               | {"a": ["w", "x"]}                   | true
            {"a": ["x"]}                                               | {"a": []}                           | false
            {"a": {"b": ["x"], "c": ["y"]}}                            | {"a": [{"b": "x", "c": "y"}]}       | true
            {"a": {"b": ["x"], "c": ["y"]}}                            | {"a": [{"b": "x"}, {"c": "y"}]}     | false
            {"a": [{"prefix": "Put"}]}                                 | {"a": "PutBucketPolicy"}            | true
            {"a": [{"prefix": "Put"}]}                                 | {"a": "GetBucketPolicy"}            | false
            {"a": [{"prefix": {"equals-ignore-case": "PUT"}}]}         | {"a": "putBucketPolicy"}            | true
            {"a": [{"suffix": "Policy"}]}                              | {"a": "PutBucketPolicy"}            | true
            {"a": [{"suffix": "Policy"}]}                              | {"a": 5}                            | false
            {"a": [{"equals-ignore-case": "ALLOW"}]}                   | {"a": "allow"}                      | true
            {"a": [{"wildcard": "Put*Policy"}]}                        | {"a": "PutBucketPolicy"}            | true
            {"a": [{"wildcard": "Put*Policy"}]}                        | {"a": "PutBucketPolicies"}          | false
            {"a": [{"anything-but": "x"}]}                             | {"a": "y"}                          | true
            {"a": [{"anything-but": "x"}]}                             | {"a": "x"}                          | false
            {"a": [{"anything-but": "x"}]}                             | {}                                  | false
            {"a": [{"anything-but": ["x", "y"]}]}                      | {"a": "y"}                          | false
            {"a": [{"anything-but": [1, 2]}]}                          | {"a": 3}                            | true
            {"a": [{"anything-but": {"prefix": "Get"}}]}               | {"a": "GetKey"}                     | false
            {"a": [{"anything-but": {"prefix": ["Get", "List"]}}]}     | {"a": "PutKey"}                     | true
            {"a": [{"exists": true}]}                                  | {"a": "x"}                          | true
            {"a": [{"exists": true}]}                                  | {}                                  | false
            {"a": [{"exists": true}]}                                  | {"a": {"b": 1}}                     | false
            {"a": [{"exists": false}]}                                 | {}                                  | true
            {"a": [{"exists": false}]}                                 | {"a": "x"}                          | false
            {"detail": {"errorCode": [{"exists": false}]}}             | {}                                  | true
            {"a": [{"exists": false}, "x"]}                            | {"a": "x"}                          | true
            {"a": [{"numeric": [">", 0, "<=", 5]}]}                    | {"a": 5}                            | true
            {"a": [{"numeric": [">", 0, "<=", 5]}]}                    | {"a": 0}                            | false
            {"a": [{"numeric": ["=", 3.5]}]}                           | {"a": "3.5"}                        | false
            {"$or": [{"a": ["x"]}, {"b": ["y"]}]}                      | {"b": "y"}                          | true
            {"$or": [{"a": ["x"]}, {"b": ["y"]}]}                      | {"a": "y", "b": "x"}                | false
            """)
    void matches(String pattern, String event, boolean expected) throws JsonProcessingException {
        EventPattern compiled = EventPattern.parse(pattern);

        assertThat(compiled.matches(JSON.readTree(event))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"a\": \"x\"}",
                "{\"a\": []}",
                "{\"a\": {}}",
                "{\"a\": [{\"like\": \"x\"}]}",
                "{\"a\": [{\"prefix\": 1}]}",
                "{\"a\": [{\"exists\": \"yes\"}]}",
                "{\"a\": [{\"anything-but\": []}]}",
                "{\"a\": [{\"anything-but\": [null]}]}",
                "{\"a\": [{\"numeric\": [\"~\", 1]}]}",
                "{\"a\": [{\"numeric\": [\">\"]}]}",
                "{\"a\": [{\"prefix\": \"x\", \"suffix\": \"y\"}]}",
                "{\"$or\": []}"
            })
    void refusesWhatIsNoPattern(String pattern) {
        assertThatThrownBy(() -> EventPattern.parse(pattern))
                .isInstanceOfSatisfying(
                        AwsFault.class, fault -> assertThat(fault.code()).isEqualTo("InvalidEventPatternException"));
    }

    @Property
    void everyEventMatchesThePatternOfItsOwnLeaves(@ForAll("events") ObjectNode event) {
        assertThat(EventPattern.parse(patternOf(event).toString()).matches(event))
                .isTrue();
    }

    @Property
    void prefixAgreesWithJava(@ForAll @AlphaChars String value, @ForAll @AlphaChars String prefix) {
        assertThat(matchesField("{\"prefix\": \"%s\"}".formatted(prefix), value))
                .isEqualTo(value.startsWith(prefix));
    }

    @Property
    void anythingButIsTheOppositeOfALiteral(@ForAll("letters") String value, @ForAll("letters") String unwanted) {
        boolean literal = matchesField("\"%s\"".formatted(unwanted), value);

        assertThat(matchesField("{\"anything-but\": \"%s\"}".formatted(unwanted), value))
                .isEqualTo(!literal);
    }

    @Property
    void numericAgreesWithArithmetic(@ForAll @IntRange(min = -9, max = 9) int value) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("a", value);

        assertThat(EventPattern.parse("{\"a\": [{\"numeric\": [\">=\", -3, \"<\", 4]}]}")
                        .matches(event))
                .isEqualTo(value >= -3 && value < 4);
    }

    @Provide
    Arbitrary<ObjectNode> events() {
        Arbitrary<JsonNode> leaves = Arbitraries.oneOf(
                letters().map(JsonNodeFactory.instance::textNode),
                Arbitraries.integers().map(number -> (JsonNode) JsonNodeFactory.instance.numberNode(number)),
                Arbitraries.of(true, false).map(JsonNodeFactory.instance::booleanNode));
        Arbitrary<JsonNode> lists = leaves.list().ofMinSize(1).ofMaxSize(3).map(items -> {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            return array.addAll(items);
        });
        Arbitrary<JsonNode> flat = Arbitraries.oneOf(leaves, lists);
        return objects(Arbitraries.oneOf(flat, objects(flat).map(JsonNode.class::cast)));
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.strings().withCharRange('a', 'c').ofMinLength(1).ofMaxLength(2);
    }

    private Arbitrary<ObjectNode> objects(Arbitrary<JsonNode> values) {
        return Arbitraries.maps(letters(), values).ofMinSize(1).ofMaxSize(3).map(fields -> {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            return object.setAll(fields);
        });
    }

    private static JsonNode patternOf(ObjectNode event) {
        ObjectNode pattern = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : event.properties()) {
            pattern.set(
                    field.getKey(),
                    switch (field.getValue()) {
                        case ObjectNode nested -> patternOf(nested);
                        case ArrayNode list -> list;
                        case JsonNode leaf ->
                            JsonNodeFactory.instance.arrayNode().add(leaf);
                    });
        }
        return pattern;
    }

    private static boolean matchesField(String matcher, String value) {
        return EventPattern.parse("{\"a\": [%s]}".formatted(matcher))
                .matches(JsonNodeFactory.instance.objectNode().put("a", value));
    }
}
