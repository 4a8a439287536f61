package dev.levee.sandbox.aws.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rules added to, taken from and changed in a security group: all of a request, or nothing.
final class RuleChanges {

    private final SecurityGroups groups;
    private final Store store;

    RuleChanges(SecurityGroups groups, Store store) {
        this.groups = groups;
        this.store = store;
    }

    Operation authorize(Direction direction) {
        return request -> {
            List<Permissions.Asked> asked = Permissions.asked(direction, request.document());
            requireSome(asked);
            ObjectNode answer = done();
            groups.change(request, id(request), group -> {
                for (Permissions.Asked rule : asked) {
                    if (rule.traffic().peer().kind() == Peer.Kind.GROUP) {
                        groups.get(request, rule.traffic().peer().value());
                    }
                    SecurityGroupRule added = GroupRules.add(
                            group, rule.traffic(), rule.description(), Tags.of(request, "security-group-rule"));
                    answer.withArray("/SecurityGroupRules").add(added.describe(group));
                }
            });
            return answer;
        };
    }

    Operation revoke(Direction direction) {
        return request -> {
            ObjectNode answer = done();
            List<String> ids = request.document()
                    .path("SecurityGroupRuleIds")
                    .valueStream()
                    .map(JsonNode::asText)
                    .toList();
            List<Permissions.Asked> asked = Permissions.asked(direction, request.document());
            if (ids.isEmpty()) {
                requireSome(asked);
            }
            groups.change(request, id(request), group -> {
                List<SecurityGroupRule> rules = GroupRules.of(group, direction);
                List<SecurityGroupRule> revoked = new ArrayList<>();
                ids.forEach(id -> revoked.add(byId(rules, id)));
                for (Permissions.Asked one : asked) {
                    Optional<SecurityGroupRule> rule = rules.stream()
                            .filter(each -> each.traffic().equals(one.traffic()))
                            .findFirst();
                    rule.ifPresentOrElse(revoked::add, () -> unknown(one.traffic(), group, request, answer));
                }
                GroupRules.remove(group, revoked);
                revoked.forEach(
                        rule -> answer.withArray("/RevokedSecurityGroupRules").add(revoked(rule, group)));
            });
            return answer;
        };
    }

    JsonNode modify(Request request) {
        JsonNode changes = request.document().path("SecurityGroupRules");
        groups.change(request, id(request), group -> {
            List<SecurityGroupRule> rules = new ArrayList<>(GroupRules.of(group));
            for (JsonNode change : changes) {
                SecurityGroupRule rule =
                        byId(rules, change.path("SecurityGroupRuleId").asText());
                JsonNode wanted = change.path("SecurityGroupRule");
                Traffic traffic = SecurityGroupRule.traffic(rule.traffic().direction(), wanted);
                rules.set(
                        rules.indexOf(rule),
                        new SecurityGroupRule(rule.id(), traffic, SecurityGroupRule.description(wanted), rule.tags()));
            }
            rejectDuplicates(rules);
            GroupRules.replace(group, rules);
        });
        return done();
    }

    private String id(Request request) {
        return groups.requested(request).path("GroupId").asText();
    }

    private static void requireSome(List<Permissions.Asked> asked) {
        if (asked.isEmpty()) {
            throw new AwsFault("MissingParameter", 400, "The request must contain the parameter ipPermissions");
        }
    }

    private static void rejectDuplicates(List<SecurityGroupRule> rules) {
        List<Traffic> seen = new ArrayList<>();
        for (SecurityGroupRule rule : rules) {
            if (seen.contains(rule.traffic())) {
                throw GroupRules.duplicate(rule.traffic());
            }
            seen.add(rule.traffic());
        }
    }

    private static SecurityGroupRule byId(List<SecurityGroupRule> rules, String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow(() -> Ec2Faults.noRule(id));
    }

    /// A group of the default VPC says so and goes on; any other refuses.
    private void unknown(Traffic traffic, ObjectNode group, Request request, ObjectNode answer) {
        if (!group.path("VpcId").asText().equals(Vpcs.defaultVpc(store, request))) {
            throw new AwsFault(
                    "InvalidPermission.NotFound", 400, "The specified rule does not exist in this security group.");
        }
        SecurityGroupRule rule =
                new SecurityGroupRule("", traffic, Optional.empty(), JsonNodeFactory.instance.arrayNode());
        answer.withArray("/UnknownIpPermissions").addAll(Permissions.of(List.of(rule), request.account()));
    }

    private static ObjectNode revoked(SecurityGroupRule rule, ObjectNode group) {
        return rule.write().put("GroupId", group.path("GroupId").asText()).without("Tags");
    }

    private static ObjectNode done() {
        return JsonNodeFactory.instance.objectNode().put("Return", true);
    }
}
