package dev.levee.sandbox.aws.wire;

import java.util.Map;

/// What the SDK calls the API of a service, where that is not the name its requests are signed for.
public final class ApiNames {

    private static final Map<String, String> OTHERS = Map.of("es", "opensearch");

    private ApiNames() {}

    /// @param service the name requests are signed for
    public static String of(String service) {
        return OTHERS.getOrDefault(service, service);
    }
}
