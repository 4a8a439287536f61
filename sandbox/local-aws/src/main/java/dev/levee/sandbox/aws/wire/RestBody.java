package dev.levee.sandbox.aws.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/// How a REST protocol writes documents in bodies.
interface RestBody {

    String contentType();

    /// @throws IllegalArgumentException if this is no such body
    ObjectNode read(SdkPojo shape, byte[] body);

    /// An answer whose members stand side by side.
    byte[] write(ServiceModel.Shape shape, JsonNode response);

    /// An answer that is one of its members, an object.
    byte[] write(SdkField<?> payload, JsonNode value);
}
