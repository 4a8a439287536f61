package dev.levee.sandbox.aws.elbv2;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/// What attributes a load balancer starts with.
final class DefaultAttributes {

    private record Attribute(String key, String value) {}

    private static final List<Attribute> OF_ALL = List.of(
            new Attribute("deletion_protection.enabled", "false"),
            new Attribute("load_balancing.cross_zone.enabled", "false"));

    private static final List<Attribute> OF_LOGGING = List.of(
            new Attribute("access_logs.s3.enabled", "false"),
            new Attribute("access_logs.s3.bucket", ""),
            new Attribute("access_logs.s3.prefix", ""));

    private static final List<Attribute> OF_APPLICATION = List.of(
            new Attribute("idle_timeout.timeout_seconds", "60"),
            new Attribute("routing.http2.enabled", "true"),
            new Attribute("routing.http.drop_invalid_header_fields.enabled", "false"),
            new Attribute("routing.http.desync_mitigation_mode", "defensive"));

    private DefaultAttributes() {}

    static ArrayNode of(String type) {
        ArrayNode attributes = JsonNodeFactory.instance.arrayNode();
        add(attributes, OF_ALL);
        if (!type.equals("gateway")) {
            add(attributes, OF_LOGGING);
        }
        if (type.equals("application")) {
            add(attributes, OF_APPLICATION);
        }
        return attributes;
    }

    private static void add(ArrayNode attributes, List<Attribute> added) {
        added.forEach(
                attribute -> attributes.addObject().put("Key", attribute.key()).put("Value", attribute.value()));
    }
}
