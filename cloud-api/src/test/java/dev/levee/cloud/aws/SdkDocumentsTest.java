package dev.levee.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.services.ec2.model.IpPermission;

class SdkDocumentsTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 5;

    static Iterable<String> services() {
        return new AwsOperations().services();
    }

    @ParameterizedTest
    @MethodSource("services")
    void loseNothingOfAnyShape(String service) {
        for (AwsOperation operation : new AwsOperations().of(service)) {
            ObjectNode request = full(operation.newRequest(), 0);
            ObjectNode response = full(operation.newResponse(), 0);

            assertThat(SdkDocuments.document(SdkDocuments.object(operation.newRequest(), request, "request")))
                    .isEqualTo(request);
            assertThat(SdkDocuments.document(SdkDocuments.object(operation.newResponse(), response, "response")))
                    .isEqualTo(response);
        }
    }

    @Test
    void leaveOutWhatWasNeverSet() {
        IpPermission permission =
                IpPermission.builder().fromPort(22).ipRanges(new ArrayList<>()).build();

        assertThat(SdkDocuments.document(permission)).isEqualTo(json("{'FromPort': 22, 'IpRanges': []}"));
    }

    @Test
    void takeNullForAbsent() {
        SdkPojo built = SdkDocuments.object(IpPermission.builder(), json("{'FromPort': null, 'ToPort': 22}"), "p");

        assertThat(SdkDocuments.document(built)).isEqualTo(json("{'ToPort': 22}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'IpPermissions': [{'FromPrt': 22}]}         | AWS has no member ec2:X.IpPermissions[0].FromPrt",
                "{'groupId': 'sg-1'}                          | AWS has no member ec2:X.groupId",
                "{'IpPermissions': [{}, {'FromPort': '22'}]}  | ec2:X.IpPermissions[1].FromPort must be a whole number, not string",
                "{'IpPermissions': [{'FromPort': 2.5}]}       | ec2:X.IpPermissions[0].FromPort must be a whole number, not number",
                "{'IpPermissions': [{'FromPort': 3000000000}]} | ec2:X.IpPermissions[0].FromPort must be a whole number, not number",
                "{'IpPermissions': {}}                        | ec2:X.IpPermissions must be a list, not object",
                "{'DryRun': 'yes'}                            | ec2:X.DryRun must be true or false, not string",
                "{'GroupId': ['sg-1']}                        | ec2:X.GroupId must be text, not array",
                "[]                                           | ec2:X must be an object, not array"
            })
    void sayWhatIsWrongAndWhere(String document, String complaint) {
        AwsOperation operation = new AwsOperations().find("ec2:AuthorizeSecurityGroupIngress");

        assertThatThrownBy(() -> SdkDocuments.object(operation.newRequest(), json(document), "ec2:X"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(complaint);
    }

    @Test
    void keepTheValueOutOfTheComplaint() {
        AwsOperation operation = new AwsOperations().find("kms:Decrypt");

        assertThatThrownBy(
                        () -> SdkDocuments.object(operation.newRequest(), json("{'CiphertextBlob': 's3cret!'}"), "x"))
                .hasMessage("x.CiphertextBlob must be Base64, not string")
                .hasNoCause();
    }

    private static ObjectNode full(SdkPojo shape, int depth) {
        ObjectNode object = NODES.objectNode();
        for (SdkField<?> field : shape.sdkFields()) {
            sample(field, depth).ifPresent(value -> object.set(field.memberName(), value));
        }
        return object;
    }

    private static Optional<JsonNode> sample(SdkField<?> field, int depth) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> Optional.of(NODES.textNode("täxt"));
            case BOOLEAN -> Optional.of(NODES.booleanNode(true));
            case INTEGER -> Optional.of(NODES.numberNode(-7));
            case LONG -> Optional.of(NODES.numberNode(Long.MAX_VALUE));
            case FLOAT -> Optional.of(NODES.numberNode(0.5f));
            case DOUBLE -> Optional.of(NODES.numberNode(0.1d));
            case INSTANT -> Optional.of(NODES.textNode("2026-11-20T08:00:00.123Z"));
            case SDK_BYTES -> Optional.of(NODES.textNode("AP+A"));
            case SDK_POJO ->
                depth == DEEPEST
                        ? Optional.empty()
                        : Optional.of(full(field.constructor().get(), depth + 1));
            case LIST ->
                sample(field.getTrait(ListTrait.class).memberFieldInfo(), depth)
                        .map(element -> NODES.arrayNode().add(element).add(element));
            case MAP ->
                sample(field.getTrait(MapTrait.class).valueFieldInfo(), depth)
                        .map(element -> NODES.objectNode().set("key", element));
            case DOCUMENT -> Optional.empty(); // JSON of any shape, which nothing here asks for
            default -> throw new IllegalStateException("no sample for " + field.memberName());
        };
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
