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
import software.amazon.awssdk.protocols.query.AwsQueryProtocolFactory;
import software.amazon.awssdk.protocols.xml.AwsXmlProtocolFactory;

/// One service as its own SDK marshals it.
final class ServiceModel {

    /// One operation: its shapes, and where on the wire its request goes.
    record Shape(String name, SdkPojo request, SdkPojo response, OperationInfo binding, boolean streamsResponse) {}

    /// The protocols there are.
    enum Wire {
        QUERY,
        JSON,
        REST_JSON,
        REST_XML
    }

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

    String apiVersion() {
        return anyShape().binding().apiVersion();
    }

    /// As the class that writes the requests tells.
    Wire wire() {
        OperationInfo binding = anyShape().binding();
        Class<?> factory = field(any(), "protocolFactory").getType();
        if (factory == AwsQueryProtocolFactory.class) {
            return Wire.QUERY;
        }
        if (factory == AwsXmlProtocolFactory.class) {
            return Wire.REST_XML;
        }
        return binding.operationIdentifier() == null ? Wire.REST_JSON : Wire.JSON;
    }

    private AwsOperation any() {
        return operations.values().iterator().next();
    }

    private Shape anyShape() {
        return shape(any().name()).orElseThrow();
    }

    private static Shape shape(AwsOperation operation) {
        OperationInfo binding = binding(operation);
        boolean streamsResponse = operation.method().isEmpty() && !binding.hasStreamingInput();
        return new Shape(operation.name(), operation.newRequest(), operation.newResponse(), binding, streamsResponse);
    }

    private static OperationInfo binding(AwsOperation operation) {
        Field binding = field(operation, "SDK_OPERATION_BINDING");
        binding.setAccessible(true);
        try {
            return (OperationInfo) binding.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A field of the class that writes the request; the SDK keeps it to itself.
    private static Field field(AwsOperation operation, String name) {
        Class<?> request = operation.requestType();
        String marshaller = request.getName().replace(".model.", ".transform.") + "Marshaller";
        try {
            return Class.forName(marshaller, true, request.getClassLoader()).getDeclaredField(name);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this SDK does not say how %s travels".formatted(operation), e);
        }
    }
}
