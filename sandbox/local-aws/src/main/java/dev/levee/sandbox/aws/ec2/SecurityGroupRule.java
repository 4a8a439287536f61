package dev.levee.sandbox.aws.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A rule of a security group: traffic with a name of its own.
///
/// @param tags the API's list of keys and values
record SecurityGroupRule(String id, Traffic traffic, Optional<String> description, JsonNode tags) {

    /// As kept in its group; [#read] takes it back.
    ObjectNode write() {
        ObjectNode row = JsonNodeFactory.instance
                .objectNode()
                .put("SecurityGroupRuleId", id)
                .put("IsEgress", traffic.direction().isEgress())
                .put("IpProtocol", traffic.protocol())
                .put("FromPort", traffic.from())
                .put("ToPort", traffic.to())
                .put(traffic.peer().kind().ruleMember, traffic.peer().value());
        description.ifPresent(text -> row.put("Description", text));
        return row.set("Tags", tags);
    }

    static SecurityGroupRule read(JsonNode row) {
        Direction direction = row.path("IsEgress").asBoolean() ? Direction.EGRESS : Direction.INGRESS;
        return new SecurityGroupRule(
                row.path("SecurityGroupRuleId").asText(), traffic(direction, row), description(row), row.path("Tags"));
    }

    /// The traffic of a row, or of the `SecurityGroupRule` in a request, which has the same members.
    static Traffic traffic(Direction direction, JsonNode rule) {
        for (Peer.Kind kind : Peer.Kind.values()) {
            if (rule.has(kind.ruleMember)) {
                return Traffic.of(
                        direction, rule, kind.peer(rule.path(kind.ruleMember).asText()));
            }
        }
        throw Ec2Faults.invalid("A security group rule must have one source or destination.");
    }

    static Optional<String> description(JsonNode rule) {
        return rule.path("Description").asOptional().map(JsonNode::asText);
    }

    /// As `DescribeSecurityGroupRules` and `Authorize…` tell it.
    ObjectNode describe(ObjectNode group) {
        ObjectNode answer = write();
        String account = group.path("OwnerId").asText();
        answer.put("GroupId", group.path("GroupId").asText()).put("GroupOwnerId", account);
        answer.put(
                "SecurityGroupRuleArn",
                group.path("SecurityGroupArn").asText().replaceFirst("security-group/.*", "security-group-rule/" + id));
        if (traffic.peer().kind() == Peer.Kind.GROUP) {
            answer.remove(Peer.Kind.GROUP.ruleMember);
            answer.putObject("ReferencedGroupInfo")
                    .put("GroupId", traffic.peer().value())
                    .put("UserId", account);
        }
        return answer;
    }
}
