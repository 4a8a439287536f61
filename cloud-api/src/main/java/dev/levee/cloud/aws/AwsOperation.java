package dev.levee.cloud.aws;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;

/// One operation of one service, as the SDK knows it.
///
/// @param name exact API name, e.g. `ModifyDBInstance`
/// @param requestType the SDK's class, e.g. `ModifyDbInstanceRequest`
/// @param responseType the SDK's class, e.g. `ModifyDbInstanceResponse`
/// @param method what calls it with a request alone; empty if it streams its content
public record AwsOperation(
        String service,
        String name,
        Class<? extends SdkPojo> requestType,
        Class<? extends SdkPojo> responseType,
        Optional<Method> method) {

    /// An empty request to fill: a builder.
    public SdkPojo newRequest() {
        return builder(requestType);
    }

    /// An empty response to fill: a builder.
    public SdkPojo newResponse() {
        return builder(responseType);
    }

    SdkPojo call(SdkClient client, SdkPojo request) {
        Method plain = method.orElseThrow(
                () -> new IllegalArgumentException(this + " streams its content and cannot be called with a document"));
        try {
            return (SdkPojo) plain.invoke(client, request);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(this + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(this + " cannot be called", e);
        }
    }

    private static SdkPojo builder(Class<? extends SdkPojo> type) {
        try {
            return (SdkPojo) type.getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no builder", e);
        }
    }

    @Override
    public String toString() {
        return service + ":" + name;
    }
}
