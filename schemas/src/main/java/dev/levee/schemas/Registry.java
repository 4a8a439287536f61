package dev.levee.schemas;

import java.util.Map;
import org.jspecify.annotations.NullMarked;

/// How to reach the schema registry: any property of Confluent's client and serializers, such as `schema.registry.url`,
/// `auto.register.schemas`, `use.latest.version`, `basic.auth.user.info`, `schema.registry.ssl.truststore.location`.
@NullMarked
public record Registry(Map<String, Object> properties) {

    public static final String URL = "schema.registry.url";

    public Registry {
        properties = Map.copyOf(properties);
        if (!properties.containsKey(URL)) {
            throw new IllegalArgumentException(URL + " is missing");
        }
    }

    /// A registry without authentication. `mock://name` is an in-memory registry shared by everyone who says that name.
    public static Registry at(String url) {
        return new Registry(Map.of(URL, url));
    }

    /// Only the URL: the properties may hold passwords.
    @Override
    public String toString() {
        return "Registry[" + properties.get(URL) + "]";
    }
}
