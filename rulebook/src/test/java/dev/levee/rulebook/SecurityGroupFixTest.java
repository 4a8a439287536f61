package dev.levee.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// The fix of open ports, played through on groups of all kinds.
class SecurityGroupFixTest {

    private static final Control CONTROL = Rulebook.standard()
            .control("aws-ec2-security-group-no-open-tcp-ports")
            .orElseThrow();
    private static final Resource GROUP = CONTROL.exampleResource(Demo.PLACE);
    private static final List<Integer> PORTS = List.of(0, 1, 20, 21, 22, 23, 24, 80, 65535);
    private static final List<String> WORLD = List.of("0.0.0.0/0", "::/0");
    private static final List<String> ALLOWED = List.of("10.0.0.0/8", "2001:db8::/32");

    record Rule(String protocol, int from, int to, String cidr) {

        boolean admits(Probe probe) {
            return cidr.equals(probe.cidr())
                    && (protocol.equals("-1")
                            || protocol.equals(probe.protocol()) && from <= probe.port() && probe.port() <= to);
        }
    }

    record Probe(String protocol, int port, String cidr) {

        boolean isToClose(JsonNode inputs) {
            return protocol.equals("tcp")
                    && inputs.get("ports").valueStream().anyMatch(watched -> watched.intValue() == port)
                    && WORLD.contains(cidr);
        }
    }

    @Provide
    Arbitrary<List<Rule>> rules() {
        Arbitrary<Integer> port = Arbitraries.of(PORTS);
        Arbitrary<Rule> ported = Combinators.combine(Arbitraries.of("tcp", "udp"), port, port, cidr())
                .as((protocol, one, other, cidr) ->
                        new Rule(protocol, Math.min(one, other), Math.max(one, other), cidr));
        Arbitrary<Rule> unported = cidr().map(cidr -> new Rule("-1", -1, -1, cidr));
        return Arbitraries.frequencyOf(Tuple.of(6, ported), Tuple.of(1, unported))
                .list()
                .ofMaxSize(8)
                .uniqueElements();
    }

    private static Arbitrary<String> cidr() {
        return Arbitraries.of("0.0.0.0/0", "0.0.0.0/0", "::/0", "10.0.0.0/8", "203.0.113.0/24");
    }

    @Provide
    Arbitrary<JsonNode> inputs() {
        return Combinators.combine(
                        Arbitraries.of(PORTS).list().ofMinSize(1).ofMaxSize(3).uniqueElements(),
                        Arbitraries.of("split", "revoke", "report"),
                        Arbitraries.of(ALLOWED).list().ofMaxSize(2).uniqueElements())
                .as((ports, wide, allowed) -> {
                    ObjectNode inputs = JsonNodeFactory.instance.objectNode().put("wideRules", wide);
                    ports.forEach(port -> inputs.withArray("/ports").add((long) port));
                    allowed.forEach(inputs.putArray("allowedCidrs")::add);
                    return inputs.put("skipUnused", false);
                });
    }

    @Property
    void touchesOnlyTheOffendingPart(@ForAll("rules") List<Rule> rules, @ForAll("inputs") JsonNode inputs) {
        Group group = new Group(rules);
        group.apply(CONTROL.fix(situation(inputs, group.state(), Optional.empty())));

        for (Probe probe : probes().toList()) {
            boolean before = rules.stream().anyMatch(rule -> rule.admits(probe));
            boolean mayOpen = new Probe(probe.protocol(), probe.port(), WORLD.getFirst()).isToClose(inputs)
                    && inputs.get("allowedCidrs").toString().contains(probe.cidr());
            boolean mayClose = probe.isToClose(inputs)
                    || inputs.get("wideRules").textValue().equals("revoke") && WORLD.contains(probe.cidr());
            boolean after = group.admits(probe);
            assertThat(after == before || after && mayOpen || before && mayClose)
                    .as("%s was %s, is %s", probe, before, after)
                    .isTrue();
        }
    }

    @Property
    void leavesAPortOpenOnlyWhereItSaysSo(@ForAll("rules") List<Rule> rules, @ForAll("inputs") JsonNode inputs) {
        Group group = new Group(rules);
        group.apply(CONTROL.fix(situation(inputs, group.state(), Optional.empty())));
        Situation fixed = situation(inputs, group.state(), Optional.empty());

        boolean open = probes().filter(probe -> probe.isToClose(inputs)).anyMatch(group::admits);
        assertThat(Verdicts.word(CONTROL.judge(fixed))).isEqualTo(open ? "not-ready" : "compliant");
        assertThat(CONTROL.fix(fixed)).isEmpty();
    }

    @Property
    void shutsNobodyOutMeanwhile(@ForAll("rules") List<Rule> rules, @ForAll("inputs") JsonNode inputs) {
        Group group = new Group(rules);
        List<Call> calls = CONTROL.fix(situation(inputs, group.state(), Optional.empty()));

        assertThat(calls.stream().map(Call::operation))
                .isSubsetOf("ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress")
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Property
    void isUndoneByItsRollback(@ForAll("rules") List<Rule> rules, @ForAll("inputs") JsonNode inputs) {
        Group group = new Group(rules);
        Map<String, JsonNode> before = group.state();
        group.apply(CONTROL.fix(situation(inputs, before, Optional.empty())));

        group.apply(CONTROL.rollback(situation(inputs, group.state(), Optional.of(before))));

        assertThat(group.rules()).containsExactlyInAnyOrderElementsOf(rules);
    }

    @Property
    void finishesAFixThatBrokeOffHalfWay(@ForAll("rules") List<Rule> rules, @ForAll("inputs") JsonNode inputs) {
        Group whole = new Group(rules);
        List<Call> calls = CONTROL.fix(situation(inputs, whole.state(), Optional.empty()));
        whole.apply(calls);
        Group broken = new Group(rules);
        broken.apply(calls.stream().limit(1).toList());

        broken.apply(CONTROL.fix(situation(inputs, broken.state(), Optional.empty())));

        assertThat(broken.rules()).containsExactlyInAnyOrderElementsOf(whole.rules());
    }

    private static Stream<Probe> probes() {
        return Stream.of("tcp", "udp", "icmp")
                .flatMap(protocol -> PORTS.stream()
                        .flatMap(port -> Stream.of("0.0.0.0/0", "::/0", "10.0.0.0/8", "203.0.113.0/24", "2001:db8::/32")
                                .map(cidr -> new Probe(protocol, port, cidr))));
    }

    private static Situation situation(
            JsonNode inputs, Map<String, JsonNode> state, Optional<Map<String, JsonNode>> before) {
        return new Situation(GROUP, inputs, state, before);
    }

    /// As strict as EC2: no rule twice, no unknown id.
    private static final class Group {

        private final Map<String, Rule> byId = new LinkedHashMap<>();
        private int given;

        Group(List<Rule> rules) {
            rules.forEach(this::add);
        }

        void apply(List<Call> calls) {
            for (Call call : calls) {
                assertThat(call.document().get("GroupId").textValue()).isEqualTo(GROUP.id());
                switch (call.operation()) {
                    case "ec2:AuthorizeSecurityGroupIngress" ->
                        call.document().get("IpPermissions").forEach(permission -> add(rule(permission)));
                    case "ec2:RevokeSecurityGroupIngress" ->
                        call.document()
                                .get("SecurityGroupRuleIds")
                                .forEach(id ->
                                        assertThat(byId.remove(id.textValue())).isNotNull());
                    default -> throw new AssertionError(call);
                }
            }
        }

        boolean admits(Probe probe) {
            return byId.values().stream().anyMatch(rule -> rule.admits(probe));
        }

        List<Rule> rules() {
            return new ArrayList<>(byId.values());
        }

        Map<String, JsonNode> state() {
            ArrayNode described = JsonNodeFactory.instance.arrayNode();
            byId.forEach((id, rule) -> described
                    .addObject()
                    .put("SecurityGroupRuleId", id)
                    .put("IsEgress", false)
                    .put("IpProtocol", rule.protocol())
                    .put("FromPort", rule.from())
                    .put("ToPort", rule.to())
                    .put(rule.cidr().contains(":") ? "CidrIpv6" : "CidrIpv4", rule.cidr()));
            return Map.of(
                    "group", Json.of("{SecurityGroups: [{OwnerId: '111122223333'}]}"),
                    "rules", JsonNodeFactory.instance.objectNode().set("SecurityGroupRules", described));
        }

        private void add(Rule rule) {
            assertThat(byId.values()).as("InvalidPermission.Duplicate").doesNotContain(rule);
            byId.put("sgr-" + given++, rule);
        }

        private static Rule rule(JsonNode permission) {
            String protocol = permission.get("IpProtocol").textValue();
            boolean v4 = permission.has("IpRanges");
            String cidr = permission
                    .path(v4 ? "IpRanges" : "Ipv6Ranges")
                    .path(0)
                    .path(v4 ? "CidrIp" : "CidrIpv6")
                    .textValue();
            return new Rule(
                    protocol,
                    permission.path("FromPort").asInt(-1),
                    permission.path("ToPort").asInt(-1),
                    cidr);
        }
    }
}
