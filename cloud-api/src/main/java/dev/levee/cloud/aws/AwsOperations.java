package dev.levee.cloud.aws;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;

/// The operations of every service, found in the SDK's clients. Names are exact. Thread-safe; a service is looked
/// through once, when it is first asked for.
public final class AwsOperations {

    private final Map<String, Map<String, AwsOperation>> byService = new ConcurrentHashMap<>();

    public Set<String> services() {
        return AwsServices.names();
    }

    /// All operations of a service, by name.
    ///
    /// @param service prefix, e.g. `s3`
    /// @throws IllegalArgumentException if there is no such service
    public Collection<AwsOperation> of(String service) {
        return named(service).values();
    }

    /// One operation.
    ///
    /// @param operation `s3:PutBucketEncryption`
    /// @throws IllegalArgumentException if there is no such service or no such operation of it
    public AwsOperation find(String operation) {
        int colon = operation.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("%s is not service:Operation".formatted(operation));
        }
        AwsOperation found = named(operation.substring(0, colon)).get(operation.substring(colon + 1));
        if (found == null) {
            throw new IllegalArgumentException("AWS has no operation " + operation);
        }
        return found;
    }

    private Map<String, AwsOperation> named(String service) {
        return byService.computeIfAbsent(service, _ -> operations(service, AwsServices.client(service)));
    }

    private static Map<String, AwsOperation> operations(String service, Class<? extends SdkClient> client) {
        Map<String, AwsOperation> operations = new TreeMap<>();
        for (Method method : client.getMethods()) {
            request(method).ifPresent(request -> {
                String name = Character.toUpperCase(method.getName().charAt(0))
                        + method.getName().substring(1);
                AwsOperation operation = new AwsOperation(
                        service,
                        name,
                        request,
                        response(request),
                        Optional.of(method).filter(AwsOperations::isPlain));
                operations.merge(name, operation, (one, other) -> one.method().isPresent() ? one : other);
            });
        }
        return operations;
    }

    /// Of the many ways to call an operation, those named like their request: not paginators, not waiters.
    private static Optional<Class<? extends SdkPojo>> request(Method method) {
        if (method.getParameterCount() == 0) {
            return Optional.empty();
        }
        Class<?> first = method.getParameterTypes()[0];
        return SdkPojo.class.isAssignableFrom(first)
                        && first.getSimpleName().equalsIgnoreCase(method.getName() + "Request")
                ? Optional.of(first.asSubclass(SdkPojo.class))
                : Optional.empty();
    }

    private static Class<? extends SdkPojo> response(Class<? extends SdkPojo> request) {
        String name = request.getName().replaceFirst("Request$", "Response");
        try {
            return Class.forName(name, false, request.getClassLoader()).asSubclass(SdkPojo.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(request + " has no response", e);
        }
    }

    /// Takes a request, returns a response, and nothing else.
    private static boolean isPlain(Method method) {
        return method.getParameterCount() == 1 && SdkPojo.class.isAssignableFrom(method.getReturnType());
    }
}
