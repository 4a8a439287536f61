package dev.levee.rulebook.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IngressRuleTest {

    private static final int LAST = 20;

    @Provide
    Arbitrary<IngressRule> rules() {
        Arbitrary<Long> port = Arbitraries.longs().between(0, LAST);
        return Combinators.combine(port, port)
                .as((one, other) -> rule("tcp", Math.min(one, other), Math.max(one, other)));
    }

    @Provide
    Arbitrary<Set<Long>> ports() {
        return Arbitraries.longs().between(0, LAST).set().ofMaxSize(8);
    }

    @Property
    void losesThePortsAndNoOthers(@ForAll("rules") IngressRule rule, @ForAll("ports") Set<Long> ports) {
        List<IngressRule> left = rule.without(ports);

        LongStream.rangeClosed(0, LAST)
                .forEach(port -> assertThat(admits(left, port))
                        .as("port %d", port)
                        .isEqualTo(admits(List.of(rule), port) && !ports.contains(port)));
    }

    @Property
    void comesApartIntoWhatItLosesAndWhatIsLeft(@ForAll("rules") IngressRule rule, @ForAll("ports") Set<Long> ports) {
        List<IngressRule> lost = rule.only("tcp", ports);

        LongStream.rangeClosed(0, LAST)
                .forEach(port -> assertThat(admits(lost, port))
                        .as("port %d", port)
                        .isEqualTo(admits(List.of(rule), port) && ports.contains(port)));
        assertThat(rule.coversAny("tcp", ports)).isEqualTo(!lost.isEmpty());
    }

    @Property
    void isAsFewRulesAsPossible(@ForAll("rules") IngressRule rule, @ForAll("ports") Set<Long> ports) {
        for (List<IngressRule> rules : List.of(rule.without(ports), rule.only("tcp", ports))) {
            for (int i = 1; i < rules.size(); i++) {
                assertThat(rules.get(i).from()).isGreaterThan(rules.get(i - 1).to() + 1);
            }
        }
    }

    @Example
    void hasEveryPortWhereItIsForEveryProtocol() {
        IngressRule all = rule("-1", -1, -1);

        assertThat(all.only("udp", Set.of(53L, 389L))).containsExactly(rule("udp", 53, 53), rule("udp", 389, 389));
        assertThat(all.coversAny("udp", Set.of())).isFalse();
        assertThat(rule("17", 0, 65_535).coversAny("udp", Set.of(53L))).isTrue();
        assertThat(rule("17", 0, 65_535).only("tcp", Set.of(53L))).isEmpty();
    }

    private static boolean admits(List<IngressRule> rules, long port) {
        return rules.stream().anyMatch(rule -> rule.coversAny("tcp", Set.of(port)));
    }

    private static IngressRule rule(String protocol, long from, long to) {
        return IngressRule.of(Map.of("IpProtocol", protocol, "FromPort", from, "ToPort", to, "CidrIpv4", "0.0.0.0/0"));
    }
}
