package dev.levee.rulebook.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class AclEntriesTest {

    private static final List<String> OFFICES = List.of("10.0.0.0/8", "2001:db8::/32");
    private static final List<String> SOURCES =
            List.of("0.0.0.0/0", "::/0", "10.0.0.0/8", "2001:db8::/32", "203.0.113.0/24");

    /// A packet to a port, from a range that no smaller one divides.
    record Packet(String protocol, long port, String from) {

        boolean matches(Map<?, ?> entry) {
            Object cidr = entry.get(from.contains(":") ? "Ipv6CidrBlock" : "CidrBlock");
            boolean source = from.equals(cidr) || "0.0.0.0/0".equals(cidr) || "::/0".equals(cidr);
            boolean protocols = "-1".equals(entry.get("Protocol")) || protocol.equals(entry.get("Protocol"));
            boolean ports = !(entry.get("PortRange") instanceof Map<?, ?> range)
                    || range.get("From") instanceof Long first
                            && range.get("To") instanceof Long last
                            && first <= port
                            && port <= last;
            return source && protocols && ports;
        }

        boolean isAnswer() {
            return List.of("6", "17").contains(protocol) && port >= 1024;
        }
    }

    @Provide
    Arbitrary<List<Map<?, ?>>> acls() {
        Arbitrary<Map<?, ?>> entry = Combinators.combine(
                        Arbitraries.longs().between(98, 108),
                        Arbitraries.frequency(Tuple.of(3, "-1"), Tuple.of(1, "6")),
                        Arbitraries.frequency(Tuple.of(4, "allow"), Tuple.of(1, "deny")),
                        Arbitraries.of(SOURCES))
                .as(AclEntriesTest::entry);
        return entry.list().ofMaxSize(6).uniqueElements(one -> one.get("RuleNumber"));
    }

    @Property
    void closesWhatWasOpenAndOpensNothing(@ForAll("acls") List<Map<?, ?>> before, @ForAll boolean answers) {
        narrowed(before, answers).ifPresent(after -> {
            assertThat(after).noneMatch(AclEntries::isOpen);
            packets()
                    .forEach(packet -> assertThat(admits(before, packet) || !admits(after, packet))
                            .as("%s: %s", packet, after)
                            .isTrue());
        });
    }

    @Property
    void keepsTheOfficesAndTheAnswersIn(@ForAll("acls") List<Map<?, ?>> before, @ForAll boolean answers) {
        narrowed(before, answers)
                .ifPresent(after -> packets()
                        .filter(packet -> OFFICES.contains(packet.from()) || answers && packet.isAnswer())
                        .forEach(packet -> assertThat(admits(after, packet))
                                .as("%s: %s", packet, after)
                                .isEqualTo(admits(before, packet))));
    }

    @Property
    void touchesOpenEntriesOnly(@ForAll("acls") List<Map<?, ?>> before, @ForAll boolean answers) {
        narrowed(before, answers)
                .ifPresent(after -> assertThat(after)
                        .containsAll(before.stream()
                                .filter(entry -> !AclEntries.isOpen(entry))
                                .toList()));
    }

    @Example
    void giveUpWhereThereIsNoRangeOrNoNumber() {
        List<Map<?, ?>> tight = List.of(entry(100, "-1", "allow", "0.0.0.0/0"), entry(101, "6", "deny", "0.0.0.0/0"));

        assertThat(AclEntries.narrowed(tight, List.of("2001:db8::/32"), true)).isEmpty();
        assertThat(AclEntries.narrowed(tight, OFFICES, true)).isEmpty();
        assertThat(AclEntries.narrowed(tight, OFFICES, false)).hasSize(1);
    }

    @Example
    void leaveRoomForTheOtherFamily() {
        List<Map<?, ?>> both = List.of(entry(100, "-1", "allow", "0.0.0.0/0"), entry(101, "-1", "allow", "::/0"));

        assertThat(AclEntries.narrowed(both, OFFICES, true))
                .extracting(entry -> entry.get("RuleNumber"))
                .containsExactly(100L, 102L, 103L, 101L, 104L, 105L);
    }

    private static Optional<List<Map<?, ?>>> narrowed(List<Map<?, ?>> before, boolean answers) {
        TreeMap<Object, Map<?, ?>> after = new TreeMap<>();
        before.forEach(entry -> after.put(entry.get("RuleNumber"), entry));
        List<Map<String, Object>> narrowed = AclEntries.narrowed(before, OFFICES, answers);
        narrowed.forEach(entry -> after.put(entry.get("RuleNumber"), entry));
        boolean open = before.stream().anyMatch(AclEntries::isOpen);
        return open && narrowed.isEmpty() ? Optional.empty() : Optional.of(new ArrayList<>(after.values()));
    }

    private static boolean admits(List<Map<?, ?>> entries, Packet packet) {
        return entries.stream()
                .sorted(Comparator.comparing(entry -> (Long) entry.get("RuleNumber")))
                .filter(packet::matches)
                .findFirst()
                .filter(entry -> "allow".equals(entry.get("RuleAction")))
                .isPresent();
    }

    private static Stream<Packet> packets() {
        return Stream.of("6", "17", "1")
                .flatMap(protocol -> Stream.of(22L, 443L, 1024L, 50_000L)
                        .flatMap(port -> SOURCES.stream().map(from -> new Packet(protocol, port, from))));
    }

    private static Map<?, ?> entry(long number, String protocol, String action, String cidr) {
        Map<String, Object> entry = new HashMap<>(
                Map.of("Egress", false, "RuleNumber", number, "Protocol", protocol, "RuleAction", action));
        entry.put(cidr.contains(":") ? "Ipv6CidrBlock" : "CidrBlock", cidr);
        if (protocol.equals("6")) {
            entry.put("PortRange", Map.of("From", 443L, "To", 2000L));
        }
        return entry;
    }
}
