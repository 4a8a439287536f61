package dev.levee.sandbox.aws.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The API's older view of rules: one permission is a protocol and ports with lists of everybody they are open to.
final class Permissions {

    private Permissions() {}

    /// One rule's worth of a request.
    record Asked(Traffic traffic, Optional<String> description) {}

    /// What the request is about, one by one, whether it has `IpPermissions` or the flat form.
    static List<Asked> asked(Direction direction, JsonNode request) {
        List<Asked> asked = new ArrayList<>();
        permissions(request).forEach(permission -> {
            int before = asked.size();
            for (Peer.Kind kind : Peer.Kind.values()) {
                for (JsonNode element : permission.path(kind.list)) {
                    Peer peer = kind.peer(element.path(kind.listMember).asText());
                    Optional<String> description =
                            element.path("Description").asOptional().map(JsonNode::asText);
                    asked.add(new Asked(Traffic.of(direction, permission, peer), description));
                }
            }
            if (asked.size() == before) {
                throw new AwsFault("MissingParameter", 400, "The request must contain the parameter ipRanges");
            }
        });
        return asked;
    }

    /// The permissions these rules amount to, rules for the same protocol and ports together.
    static List<ObjectNode> of(List<SecurityGroupRule> rules, String account) {
        Map<List<Object>, ObjectNode> permissions = new LinkedHashMap<>();
        for (SecurityGroupRule rule : rules) {
            Traffic traffic = rule.traffic();
            ObjectNode permission = permissions.computeIfAbsent(
                    List.of(traffic.protocol(), traffic.from(), traffic.to()), _ -> empty(traffic));
            ObjectNode element =
                    permission.withArray("/" + traffic.peer().kind().list).addObject();
            element.put(traffic.peer().kind().listMember, traffic.peer().value());
            if (traffic.peer().kind() == Peer.Kind.GROUP) {
                element.put("UserId", account);
            }
            rule.description().ifPresent(text -> element.put("Description", text));
        }
        return List.copyOf(permissions.values());
    }

    private static Stream<JsonNode> permissions(JsonNode request) {
        if (!request.path("IpPermissions").isEmpty()) {
            return request.path("IpPermissions").valueStream();
        }
        if (!request.has("IpProtocol") && !request.has("CidrIp")) {
            return Stream.of();
        }
        ObjectNode flat = request.<ObjectNode>deepCopy();
        if (request.has("CidrIp")) {
            flat.putArray("IpRanges").addObject().set("CidrIp", request.get("CidrIp"));
        }
        return Stream.of(flat);
    }

    private static ObjectNode empty(Traffic traffic) {
        ObjectNode permission = JsonNodeFactory.instance.objectNode().put("IpProtocol", traffic.protocol());
        if (traffic.hasPorts()) {
            permission.put("FromPort", traffic.from()).put("ToPort", traffic.to());
        }
        for (Peer.Kind kind : Peer.Kind.values()) {
            permission.putArray(kind.list);
        }
        return permission;
    }
}
