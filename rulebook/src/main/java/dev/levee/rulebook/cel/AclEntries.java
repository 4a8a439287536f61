package dev.levee.rulebook.cel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The inbound entries of a network ACL, of which the one with the lowest number that matches decides.
final class AclEntries {

    private static final String NUMBER = "RuleNumber";
    private static final String V4 = "CidrBlock";
    private static final String V6 = "Ipv6CidrBlock";
    private static final String EVERY_PROTOCOL = "-1";
    private static final long LAST_NUMBER = 32_766;

    /// TCP and UDP.
    private static final List<String> ANSWERS = List.of("6", "17");

    /// Where clients expect their answers, in the widest of the usual ranges.
    private static final Map<String, Object> CLIENT_PORTS = Map.of("From", 1024L, "To", 65_535L);

    private AclEntries() {}

    /// Whether the entry lets everything in from everywhere.
    static boolean isOpen(Map<?, ?> entry) {
        return isInbound(entry)
                && "allow".equals(entry.get("RuleAction"))
                && EVERY_PROTOCOL.equals(entry.get("Protocol"))
                && isWorld(entry);
    }

    /// What is to stand in the places of the open entries: an entry for each range of their family, and, if
    /// answers are let in, for TCP and UDP from everywhere to the ports of clients. The first has the number of
    /// the open entry, the others come before the next of the family: what decided before and after still does.
    ///
    /// @return empty if an open entry has no range to make way for, or too few numbers are free
    static List<Map<String, Object>> narrowed(List<Map<?, ?>> entries, List<String> cidrs, boolean answers) {
        List<Map<?, ?>> inbound = entries.stream()
                .filter(AclEntries::isInbound)
                .sorted(Comparator.comparing(AclEntries::number))
                .toList();
        TreeSet<Long> taken =
                new TreeSet<>(inbound.stream().map(AclEntries::number).toList());
        List<Map<String, Object>> narrowed = new ArrayList<>();
        for (String family : List.of(V4, V6)) {
            List<Map<?, ?>> own =
                    inbound.stream().filter(entry -> entry.get(family) != null).toList();
            List<Map<?, ?>> open = own.stream().filter(AclEntries::isOpen).toList();
            if (!open.isEmpty() && !narrow(own, open, wanted(family, cidrs, answers), taken, narrowed)) {
                return List.of();
            }
        }
        return narrowed;
    }

    private static boolean narrow(
            List<Map<?, ?>> own,
            List<Map<?, ?>> open,
            List<Map<String, Object>> wanted,
            TreeSet<Long> taken,
            List<Map<String, Object>> narrowed) {
        if (wanted.isEmpty()) {
            return false;
        }
        // A later open entry decides nothing that the first does not.
        open.forEach(entry -> narrowed.add(numbered(wanted.getFirst(), number(entry))));
        long first = number(open.getFirst());
        long next = own.stream()
                .mapToLong(AclEntries::number)
                .filter(number -> number > first)
                .findFirst()
                .orElse(LAST_NUMBER + 1);
        long number = first;
        for (Map<String, Object> entry : wanted.subList(1, wanted.size())) {
            while (!taken.add(number)) {
                number++;
            }
            narrowed.add(numbered(entry, number));
        }
        return number < Math.min(next, LAST_NUMBER + 1);
    }

    private static List<Map<String, Object>> wanted(String family, List<String> cidrs, boolean answers) {
        List<Map<String, Object>> wanted = new ArrayList<>();
        for (String cidr : cidrs) {
            if (cidr.contains(":") == family.equals(V6)) {
                wanted.add(allow(EVERY_PROTOCOL, family, cidr));
            }
        }
        if (answers && !wanted.isEmpty()) {
            for (String protocol : ANSWERS) {
                Map<String, Object> entry = allow(protocol, family, family.equals(V6) ? "::/0" : "0.0.0.0/0");
                entry.put("PortRange", CLIENT_PORTS);
                wanted.add(entry);
            }
        }
        return wanted;
    }

    private static Map<String, Object> allow(String protocol, String family, String cidr) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("Protocol", protocol);
        entry.put("RuleAction", "allow");
        entry.put(family, cidr);
        return entry;
    }

    private static Map<String, Object> numbered(Map<String, Object> entry, long number) {
        Map<String, Object> numbered = new LinkedHashMap<>(entry);
        numbered.put(NUMBER, number);
        return numbered;
    }

    private static boolean isInbound(Map<?, ?> entry) {
        return !Boolean.TRUE.equals(entry.get("Egress"));
    }

    private static boolean isWorld(Map<?, ?> entry) {
        Object cidr = entry.get(V4) == null ? entry.get(V6) : entry.get(V4);
        return cidr instanceof String text && Cidr.parse(text).isWorld();
    }

    private static long number(Map<?, ?> entry) {
        if (entry.get(NUMBER) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("an entry without RuleNumber");
    }
}
