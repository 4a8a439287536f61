package dev.levee.sandbox.aws.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// The entries inside the row of a network ACL, in the order of their numbers.
///
/// @param acl is changed in place
record AclEntries(ObjectNode acl) {

    private static final String MEMBER = "Entries";
    private static final String EVERYWHERE = "0.0.0.0/0";
    private static final String EVERYWHERE_V6 = "::/0";
    private static final int LAST = 32_767;
    private static final int FIRST_ALLOWED = 100;
    private static final int HIGHEST = 32_766;
    private static final Set<String> WITH_PORTS = Set.of("6", "17");

    static AclEntries of(ObjectNode acl) {
        return new AclEntries(acl);
    }

    /// What nothing else decides is denied; nobody can change that.
    void denyRest() {
        for (boolean egress : new boolean[] {true, false}) {
            add(entry(egress, LAST, "deny").put("CidrBlock", EVERYWHERE));
        }
    }

    void allowAll(boolean ipv6) {
        for (boolean egress : new boolean[] {true, false}) {
            add(entry(egress, FIRST_ALLOWED, "allow").put("CidrBlock", EVERYWHERE));
            if (ipv6) {
                add(entry(egress, FIRST_ALLOWED + 1, "allow").put("Ipv6CidrBlock", EVERYWHERE_V6));
                add(entry(egress, LAST + 1, "deny").put("Ipv6CidrBlock", EVERYWHERE_V6));
            }
        }
    }

    void create(JsonNode asked) {
        if (position(asked) >= 0) {
            throw new AwsFault(
                    "NetworkAclEntryAlreadyExists",
                    400,
                    "The network acl entry identified by %s already exists.".formatted(number(asked)));
        }
        add(checked(asked));
    }

    void replace(JsonNode asked) {
        delete(asked);
        add(checked(asked));
    }

    void delete(JsonNode asked) {
        int position = position(asked);
        if (position < 0 || number(asked) > HIGHEST) {
            throw new AwsFault(
                    "InvalidNetworkAclEntry.NotFound",
                    400,
                    "The network acl entry identified by rule number %s does not exist.".formatted(number(asked)));
        }
        acl.withArray("/" + MEMBER).remove(position);
    }

    private static ObjectNode checked(JsonNode asked) {
        if (number(asked) < 1 || number(asked) > HIGHEST) {
            throw Ec2Faults.invalid("Value (%s) for parameter ruleNumber is invalid.".formatted(number(asked)));
        }
        if (asked.hasNonNull("CidrBlock") == asked.hasNonNull("Ipv6CidrBlock")) {
            throw new AwsFault(
                    "MissingParameter", 400, "The request must contain the parameter cidrBlock or ipv6CidrBlock");
        }
        String protocol = asked.path("Protocol").asText();
        if (WITH_PORTS.contains(protocol) && !asked.hasNonNull("PortRange")) {
            throw new AwsFault("MissingParameter", 400, "The request must contain the parameter portRange");
        }
        ObjectNode entry = entry(
                asked.path("Egress").asBoolean(),
                number(asked),
                asked.path("RuleAction").asText());
        entry.put("Protocol", protocol);
        for (String member : List.of("CidrBlock", "Ipv6CidrBlock", "PortRange", "IcmpTypeCode")) {
            if (asked.hasNonNull(member)) {
                entry.set(member, asked.get(member));
            }
        }
        return entry;
    }

    private void add(ObjectNode entry) {
        List<JsonNode> entries =
                new ArrayList<>(acl.withArray("/" + MEMBER).valueStream().toList());
        entries.add(entry);
        entries.sort(Comparator.comparing((JsonNode one) -> !one.path("Egress").asBoolean())
                .thenComparing(AclEntries::number));
        acl.putArray(MEMBER).addAll(entries);
    }

    private int position(JsonNode asked) {
        List<JsonNode> entries = acl.withArray("/" + MEMBER).valueStream().toList();
        for (int i = 0; i < entries.size(); i++) {
            JsonNode entry = entries.get(i);
            if (number(entry) == number(asked)
                    && entry.path("Egress").asBoolean() == asked.path("Egress").asBoolean()) {
                return i;
            }
        }
        return -1;
    }

    private static int number(JsonNode entry) {
        return entry.path("RuleNumber").asInt();
    }

    private static ObjectNode entry(boolean egress, int number, String action) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Egress", egress)
                .put("RuleNumber", number)
                .put("Protocol", "-1")
                .put("RuleAction", action);
    }
}
