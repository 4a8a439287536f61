package dev.levee.sandbox.aws.ec2;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.sandbox.aws.Request;

/// The tags a request has for what it creates.
final class Tags {

    private Tags() {}

    static ArrayNode of(Request request, String resourceType) {
        ArrayNode tags = JsonNodeFactory.instance.arrayNode();
        request.document()
                .path("TagSpecifications")
                .valueStream()
                .filter(specification ->
                        specification.path("ResourceType").asText().equals(resourceType))
                .flatMap(specification -> specification.path("Tags").valueStream())
                .forEach(tags::add);
        return tags;
    }
}
