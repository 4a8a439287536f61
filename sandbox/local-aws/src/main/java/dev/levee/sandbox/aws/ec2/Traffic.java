package dev.levee.sandbox.aws.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What one rule lets through; a group has no two rules for the same.
///
/// @param protocol `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `-1` for all
/// @param from first port, or ICMP type; -1 for all
/// @param to last port, or ICMP code; -1 for all
record Traffic(Direction direction, String protocol, int from, int to, Peer peer) {

    private static final Map<String, String> NAMES =
            Map.of("6", "tcp", "17", "udp", "1", "icmp", "58", "icmpv6", "all", "-1");
    private static final Set<String> WITH_PORTS = Set.of("tcp", "udp");
    private static final Set<String> WITH_TYPES = Set.of("icmp", "icmpv6");

    /// @param permission has `IpProtocol`, `FromPort` and `ToPort`, as the API takes them
    /// @throws AwsFault as EC2 does when the ports do not fit the protocol
    static Traffic of(Direction direction, JsonNode permission, Peer peer) {
        String given = permission.path("IpProtocol").asText("").toLowerCase(Locale.ROOT);
        if (given.isEmpty()) {
            throw new AwsFault("MissingParameter", 400, "The request must contain the parameter ipProtocol");
        }
        String protocol = NAMES.getOrDefault(given, given);
        int from = permission.path("FromPort").asInt(-1);
        int to = permission.path("ToPort").asInt(-1);
        if (WITH_PORTS.contains(protocol)) {
            checkPorts(permission, from, to);
        } else if (!WITH_TYPES.contains(protocol)) {
            from = -1;
            to = -1;
        }
        return new Traffic(direction, protocol, from, to, peer);
    }

    static Traffic everything(Direction direction, Peer peer) {
        return new Traffic(direction, "-1", -1, -1, peer);
    }

    boolean hasPorts() {
        return WITH_PORTS.contains(protocol) || WITH_TYPES.contains(protocol);
    }

    String describe() {
        return "peer: %s, %s, from port: %d, to port: %d, ALLOW"
                .formatted(peer.value(), protocol.toUpperCase(Locale.ROOT), from, to);
    }

    private static void checkPorts(JsonNode permission, int from, int to) {
        if (!permission.has("FromPort") || !permission.has("ToPort")) {
            throw Ec2Faults.invalid("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        }
        for (int port : new int[] {from, to}) {
            if (port < 0 || port > 65_535) {
                throw Ec2Faults.invalid("TCP/UDP port (%d) out of range".formatted(port));
            }
        }
        if (from > to) {
            throw Ec2Faults.invalid("Invalid TCP/UDP port range (%d:%d)".formatted(from, to));
        }
    }
}
