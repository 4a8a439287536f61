package dev.levee.sandbox.aws.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules inside the row of a security group.
final class GroupRules {

    static final String MEMBER = "Rules";

    private static final int MOST = 60;

    private GroupRules() {}

    static List<SecurityGroupRule> of(ObjectNode group) {
        return group.path(MEMBER).valueStream().map(SecurityGroupRule::read).toList();
    }

    static List<SecurityGroupRule> of(ObjectNode group, Direction direction) {
        return of(group).stream()
                .filter(rule -> rule.traffic().direction() == direction)
                .toList();
    }

    /// @throws AwsFault when the group has a rule for this traffic already, or too many rules
    static SecurityGroupRule add(ObjectNode group, Traffic traffic, Optional<String> description, JsonNode tags) {
        List<SecurityGroupRule> rules = new ArrayList<>(of(group));
        if (rules.stream().anyMatch(rule -> rule.traffic().equals(traffic))) {
            throw duplicate(traffic);
        }
        if (of(group, traffic.direction()).size() >= MOST) {
            throw new AwsFault(
                    "RulesPerSecurityGroupLimitExceeded",
                    400,
                    "The maximum number of rules per security group has been reached.");
        }
        SecurityGroupRule rule = new SecurityGroupRule(Ids.next("sgr"), traffic, description, tags);
        rules.add(rule);
        replace(group, rules);
        return rule;
    }

    static void remove(ObjectNode group, List<SecurityGroupRule> removed) {
        replace(
                group,
                of(group).stream().filter(rule -> !removed.contains(rule)).toList());
    }

    static void replace(ObjectNode group, List<SecurityGroupRule> rules) {
        ArrayNode rows = group.putArray(MEMBER);
        rules.forEach(rule -> rows.add(rule.write()));
    }

    static AwsFault duplicate(Traffic traffic) {
        return new AwsFault(
                "InvalidPermission.Duplicate",
                400,
                "the specified rule \"%s\" already exists".formatted(traffic.describe()));
    }
}
