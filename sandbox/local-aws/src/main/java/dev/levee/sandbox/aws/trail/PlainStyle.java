package dev.levee.sandbox.aws.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.aws.AwsOperation;
import dev.levee.cloud.aws.AwsOperations;
import dev.levee.sandbox.aws.OperationTable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/// Members in lower camel case, times as English dates: IAM, RDS, KMS and most others.
final class PlainStyle implements TrailStyle {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("MMM d, yyyy, h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private static final Set<String> UNWRAPPED = Set.of("rds", "redshift");

    private final AwsOperations operations;

    PlainStyle(AwsOperations operations) {
        this.operations = operations;
    }

    @Override
    public ObjectNode requestParameters(TrailedCall call) {
        return object(operation(call).newRequest(), call.request().document(), call.entry());
    }

    /// RDS and Redshift show the thing changed itself, not an answer around it.
    @Override
    public ObjectNode responseElements(TrailedCall call) {
        SdkPojo response = operation(call).newResponse();
        ObjectNode elements = object(response, call.response().orElseThrow(), call.entry());
        List<SdkField<?>> members = response.sdkFields();
        boolean wrapper = UNWRAPPED.contains(call.request().service())
                && members.size() == 1
                && members.getFirst().marshallingType().getKnownType() == MarshallingKnownType.SDK_POJO;
        return wrapper && elements.elements().hasNext()
                ? (ObjectNode) elements.elements().next()
                : elements;
    }

    private AwsOperation operation(TrailedCall call) {
        return operations.find(call.request().name());
    }

    private static ObjectNode object(SdkPojo shape, JsonNode document, OperationTable.Entry entry) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (SdkField<?> field : shape.sdkFields()) {
            JsonNode value = document.path(field.memberName());
            if (!value.isMissingNode() && !value.isNull() && !entry.omit().contains(field.memberName())) {
                String name = entry.names().getOrDefault(field.memberName(), TrailNames.lowerCamel(field.memberName()));
                if (entry.hide().contains(field.memberName())) {
                    object.put(name, TrailNames.HIDDEN);
                } else {
                    object.set(name, value(field, value, entry));
                }
            }
        }
        return object;
    }

    private static JsonNode value(SdkField<?> field, JsonNode value, OperationTable.Entry entry) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> object(field.constructor().get(), value, entry);
            case LIST -> {
                ArrayNode list = JsonNodeFactory.instance.arrayNode();
                SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
                value.forEach(element -> list.add(value(member, element, entry)));
                yield list;
            }
            case MAP -> {
                ObjectNode map = JsonNodeFactory.instance.objectNode();
                SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
                value.properties().forEach(each -> map.set(each.getKey(), value(member, each.getValue(), entry)));
                yield map;
            }
            case INSTANT -> JsonNodeFactory.instance.textNode(DATE.format(Instant.parse(value.asText())));
            default -> value;
        };
    }
}
