package dev.levee.sandbox.aws.wire;

import dev.levee.cloud.aws.AwsOperation;
import dev.levee.cloud.aws.AwsOperations;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.protocols.core.OperationInfo;

/// One service as its own SDK marshals it.
final class ServiceModel {

    /// One operation: its shapes, and where on the wire its request goes.
    record Shape(String name, SdkPojo request, SdkPojo response, OperationInfo binding, boolean streamsResponse) {}

    private final Map<String, AwsOperation> operations;
    private final Map<String, Shape> shapes = new ConcurrentHashMap<>();

    ServiceModel(AwsOperations all, String service) {
        operations = all.of(service).stream().collect(Collectors.toMap(AwsOperation::name, operation -> operation));
    }

    /// Made when first asked for: a service may have hundreds, each of many classes.
    Optional<Shape> shape(String operation) {
        return Optional.ofNullable(operations.get(operation))
                .map(known -> shapes.computeIfAbsent(operation, _ -> shape(known)));
    }

    Collection<Shape> shapes() {
        return operations.keySet().stream()
                .sorted()
                .flatMap(name -> shape(name).stream())
                .toList();
    }

    private static Shape shape(AwsOperation operation) {
        OperationInfo binding = binding(operation);
        boolean streamsResponse = operation.method().isEmpty() && !binding.hasStreamingInput();
        return new Shape(operation.name(), operation.newRequest(), operation.newResponse(), binding, streamsResponse);
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
