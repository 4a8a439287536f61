package dev.levee.sandbox.aws.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.aws.AwsOperation;
import dev.levee.cloud.aws.AwsOperations;
import dev.levee.sandbox.aws.OperationTable;
import java.time.Instant;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;

/// EC2: the names of its XML, every list as `{"items": […]}`, times in milliseconds.
final class Ec2Style implements TrailStyle {

    private final AwsOperations operations;

    Ec2Style(AwsOperations operations) {
        this.operations = operations;
    }

    @Override
    public ObjectNode requestParameters(TrailedCall call) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        JsonNode document = call.request().document();
        for (SdkField<?> field : operation(call).newRequest().sdkFields()) {
            JsonNode value = document.path(field.memberName());
            if (!value.isMissingNode()) {
                String[] name = topName(field, call.entry()).split("\\.", 2);
                parameters.set(name[0], name.length < 2 ? value(field, value) : things(name[1], value));
            }
        }
        return parameters;
    }

    @Override
    public ObjectNode responseElements(TrailedCall call) {
        ObjectNode elements = JsonNodeFactory.instance.objectNode();
        elements.put("requestId", call.requestId());
        elements.put("_return", true);
        ObjectNode response =
                object(operation(call).newResponse(), call.response().orElseThrow());
        response.remove("return");
        return elements.setAll(response);
    }

    private AwsOperation operation(TrailedCall call) {
        return operations.find(call.request().name());
    }

    /// A list's wire name is that of one element, so the trail uses the member's.
    private static String topName(SdkField<?> field, OperationTable.Entry entry) {
        boolean list = field.marshallingType().getKnownType() == MarshallingKnownType.LIST;
        String name = field.memberName().equals("TagSpecifications")
                ? "tagSpecificationSet"
                : TrailNames.lowerCamel(list ? field.memberName() : field.locationName());
        return entry.names().getOrDefault(field.memberName(), name);
    }

    private static ObjectNode object(SdkPojo shape, JsonNode document) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (SdkField<?> field : shape.sdkFields()) {
            JsonNode value = document.path(field.memberName());
            if (!value.isMissingNode()) {
                object.set(TrailNames.lowerCamel(field.unmarshallLocationName()), value(field, value));
            }
        }
        return object;
    }

    private static JsonNode value(SdkField<?> field, JsonNode value) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> object(field.constructor().get(), value);
            case LIST -> items(field.getTrait(ListTrait.class).memberFieldInfo(), value);
            case INSTANT ->
                JsonNodeFactory.instance.numberNode(
                        Instant.parse(value.asText()).toEpochMilli());
            default -> value;
        };
    }

    /// Ids as the trail shows them: the things themselves, of which nothing but the id is known.
    private static ObjectNode things(String id, JsonNode list) {
        ObjectNode items = JsonNodeFactory.instance.objectNode();
        list.forEach(element -> items.withArray("/items").addObject().set(id, element));
        return items;
    }

    private static ObjectNode items(SdkField<?> member, JsonNode list) {
        ObjectNode items = JsonNodeFactory.instance.objectNode();
        if (!list.isEmpty()) {
            ArrayNode array = items.putArray("items");
            list.forEach(element -> array.add(element(member, element)));
        }
        return items;
    }

    /// An element shows its lists even where they are empty.
    private static JsonNode element(SdkField<?> member, JsonNode element) {
        JsonNode shown = value(member, element);
        if (shown instanceof ObjectNode object
                && member.marshallingType().getKnownType() == MarshallingKnownType.SDK_POJO) {
            for (SdkField<?> field : member.constructor().get().sdkFields()) {
                String name = TrailNames.lowerCamel(field.unmarshallLocationName());
                if (field.marshallingType().getKnownType() == MarshallingKnownType.LIST && !object.has(name)) {
                    object.putObject(name);
                }
            }
        }
        return shown;
    }
}
