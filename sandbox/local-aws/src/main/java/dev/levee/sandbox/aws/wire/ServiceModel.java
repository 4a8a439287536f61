package dev.levee.sandbox.aws.wire;

import dev.levee.cloud.aws.AwsOperation;
import dev.levee.cloud.aws.AwsOperations;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.protocols.core.OperationInfo;

/// One service as its own SDK marshals it.
final class ServiceModel {

    /// One operation: its shapes, and where on the wire its request goes.
    record Shape(String name, SdkPojo request, SdkPojo response, OperationInfo binding, boolean streamsResponse) {}

    private final Map<String, Shape> shapes = new TreeMap<>();

    ServiceModel(AwsOperations operations, String service) {
        for (AwsOperation operation : operations.of(service)) {
            OperationInfo binding = binding(operation);
            boolean streamsResponse = operation.method().isEmpty() && !binding.hasStreamingInput();
            shapes.put(
                    operation.name(),
                    new Shape(
                            operation.name(),
                            operation.newRequest(),
                            operation.newResponse(),
                            binding,
                            streamsResponse));
        }
    }

    Optional<Shape> shape(String operation) {
        return Optional.ofNullable(shapes.get(operation));
    }

    Collection<Shape> shapes() {
        return shapes.values();
    }

    /// The SDK keeps it to itself, in the class that writes the request.
    private static OperationInfo binding(AwsOperation operation) {
        Class<?> request = operation.requestType();
        String marshaller = request.getName().replace(".model.", ".transform.") + "Marshaller";
        try {
            Field binding =
                    Class.forName(marshaller, true, request.getClassLoader()).getDeclaredField("SDK_OPERATION_BINDING");
            binding.setAccessible(true);
            return (OperationInfo) binding.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this SDK does not say how %s travels".formatted(operation), e);
        }
    }
}
