package dev.levee.rulebook.cel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A rule as `ec2:DescribeSecurityGroupRules` gives it, of which only what it admits is looked at.
///
/// @param protocol `tcp`, `udp`, …, or `-1` for every protocol, which has no ports
/// @param source the member that holds the CIDR, `CidrIpv4` or `CidrIpv6`
/// @param cidr null where the source is another group or a prefix list
record IngressRule(
        String protocol,
        long from,
        long to,
        String source,
        @Nullable String cidr,
        @Nullable String description) {

    private static final String EVERY_PROTOCOL = "-1";
    private static final long LAST_PORT = 65_535;
    private static final Map<String, String> NUMBERS = Map.of("tcp", "6", "udp", "17");

    static IngressRule of(Map<?, ?> map) {
        String protocol = text(map, "IpProtocol");
        if (protocol == null) {
            throw new IllegalArgumentException("a rule without IpProtocol");
        }
        String source = text(map, "CidrIpv4") != null ? "CidrIpv4" : "CidrIpv6";
        return new IngressRule(
                protocol,
                port(map, "FromPort"),
                port(map, "ToPort"),
                source,
                text(map, source),
                text(map, "Description"));
    }

    /// Whether it admits one of the ports at least.
    boolean coversAny(String wanted, Collection<Long> ports) {
        return protocol.equals(EVERY_PROTOCOL)
                ? !ports.isEmpty()
                : isProtocol(wanted) && ports.stream().anyMatch(this::hasPort);
    }

    /// What is left of its ports, as rules for one range each.
    List<IngressRule> without(Collection<Long> ports) {
        if (protocol.equals(EVERY_PROTOCOL)) {
            throw new IllegalArgumentException("a rule for every protocol cannot lose ports");
        }
        List<IngressRule> left = new ArrayList<>();
        long first = from;
        for (long port : new TreeSet<>(ports)) {
            if (hasPort(port)) {
                if (first < port) {
                    left.add(withPorts(first, port - 1));
                }
                first = port + 1;
            }
        }
        if (first <= to) {
            left.add(withPorts(first, to));
        }
        return left;
    }

    /// Those of the ports that it admits, as rules for one range each.
    List<IngressRule> only(String wanted, Collection<Long> ports) {
        if (!coversAny(wanted, ports)) {
            return List.of();
        }
        if (protocol.equals(EVERY_PROTOCOL)) {
            return new IngressRule(wanted, 0, LAST_PORT, source, cidr, description).only(wanted, ports);
        }
        List<IngressRule> ranges = new ArrayList<>();
        for (long port : new TreeSet<>(ports)) {
            if (hasPort(port)) {
                boolean goesOn = !ranges.isEmpty() && ranges.getLast().to == port - 1;
                ranges.add(withPorts(goesOn ? ranges.removeLast().from : port, port));
            }
        }
        return ranges;
    }

    /// The wanted rules that do not exist yet, each once: EC2 refuses a whole request over one duplicate.
    static List<IngressRule> missing(List<IngressRule> wanted, List<IngressRule> existing) {
        List<IngressRule> missing = new ArrayList<>();
        for (IngressRule rule : wanted) {
            if (existing.stream().noneMatch(rule::admitsTheSameAs)
                    && missing.stream().noneMatch(rule::admitsTheSameAs)) {
                missing.add(rule);
            }
        }
        return missing;
    }

    boolean admitsTheSameAs(IngressRule other) {
        return protocol.equals(other.protocol)
                && (protocol.equals(EVERY_PROTOCOL) || from == other.from && to == other.to)
                && cidr != null
                && other.cidr != null
                && Cidr.parse(cidr).network().equals(Cidr.parse(other.cidr).network());
    }

    Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("IpProtocol", protocol);
        map.put("FromPort", from);
        map.put("ToPort", to);
        put(map, source, cidr);
        put(map, "Description", description);
        return map;
    }

    /// As `ec2:AuthorizeSecurityGroupIngress` takes it.
    Map<String, Object> permission() {
        if (cidr == null) {
            throw new IllegalArgumentException("a rule whose source is no CIDR range");
        }
        Map<String, Object> range = new LinkedHashMap<>();
        put(range, source.equals("CidrIpv4") ? "CidrIp" : "CidrIpv6", cidr);
        put(range, "Description", description);
        Map<String, Object> permission = new LinkedHashMap<>();
        permission.put("IpProtocol", protocol);
        if (!protocol.equals(EVERY_PROTOCOL)) {
            permission.put("FromPort", from);
            permission.put("ToPort", to);
        }
        permission.put(source.equals("CidrIpv4") ? "IpRanges" : "Ipv6Ranges", List.of(range));
        return permission;
    }

    private boolean hasPort(long port) {
        return from <= port && port <= to;
    }

    private boolean isProtocol(String wanted) {
        return protocol.equals(wanted) || protocol.equals(NUMBERS.get(wanted));
    }

    private IngressRule withPorts(long first, long last) {
        return new IngressRule(protocol, first, last, source, cidr, description);
    }

    private static @Nullable String text(Map<?, ?> map, String member) {
        return map.get(member) instanceof String text ? text : null;
    }

    private static long port(Map<?, ?> map, String member) {
        return map.get(member) instanceof Long port ? port : -1;
    }

    private static void put(Map<String, Object> map, String member, @Nullable String value) {
        if (value != null) {
            map.put(member, value);
        }
    }
}
