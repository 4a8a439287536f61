package dev.levee.sandbox.aws.ec2;

import static dev.levee.sandbox.aws.Filters.at;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Filters;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Security groups, each of which is kept with its rules.
final class SecurityGroups {

    private static final String DEFAULT = "default";

    private static final Paging PAGES =
            new Paging("MaxResults", 5, 1000, 1000, "NextToken", "NextToken", "InvalidParameterValue");

    private static final Filters GROUP_FILTERS = new Filters(Map.ofEntries(
            entry("group-id", at("/GroupId")),
            entry("group-name", at("/GroupName")),
            entry("description", at("/Description")),
            entry("owner-id", at("/OwnerId")),
            entry("vpc-id", at("/VpcId")),
            entry("tag-key", at("/Tags/*/Key")),
            entry("ip-permission.cidr", at("/IpPermissions/*/IpRanges/*/CidrIp")),
            entry("ip-permission.ipv6-cidr", at("/IpPermissions/*/Ipv6Ranges/*/CidrIpv6")),
            entry("ip-permission.group-id", at("/IpPermissions/*/UserIdGroupPairs/*/GroupId")),
            entry("ip-permission.protocol", at("/IpPermissions/*/IpProtocol")),
            entry("ip-permission.from-port", at("/IpPermissions/*/FromPort")),
            entry("ip-permission.to-port", at("/IpPermissions/*/ToPort")),
            entry("egress.ip-permission.cidr", at("/IpPermissionsEgress/*/IpRanges/*/CidrIp")),
            entry("egress.ip-permission.ipv6-cidr", at("/IpPermissionsEgress/*/Ipv6Ranges/*/CidrIpv6"))));

    private static final Filters RULE_FILTERS =
            new Filters(Map.of("group-id", at("/GroupId"), "security-group-rule-id", at("/SecurityGroupRuleId")));

    private final Store store;

    SecurityGroups(Store store) {
        this.store = store;
    }

    JsonNode create(Request request) {
        String name = request.required("GroupName");
        if (name.equals(DEFAULT) || name.startsWith("sg-")) {
            throw Ec2Faults.invalid("Cannot use reserved security group name: %s".formatted(name));
        }
        String description = request.required("Description");
        String vpc = Vpcs.chosen(store, request);
        if (named(request, name, vpc).isPresent()) {
            throw new AwsFault(
                    "InvalidGroup.Duplicate",
                    400,
                    "The security group '%s' already exists for VPC '%s'".formatted(name, vpc));
        }
        ObjectNode group = add(request, name, description, vpc);
        return group.retain("GroupId", "SecurityGroupArn", "Tags");
    }

    /// The group every VPC has, open to itself.
    void createDefault(Request request, String vpc) {
        ObjectNode group = add(request, DEFAULT, "default VPC security group", vpc);
        String id = group.path("GroupId").asText();
        Traffic fromItself = Traffic.everything(Direction.INGRESS, Peer.Kind.GROUP.peer(id));
        change(request, id, own -> GroupRules.add(own, fromItself, Optional.empty(), none()));
    }

    JsonNode describe(Request request) {
        List<String> ids = texts(request, "GroupIds");
        ids.forEach(id -> get(request, id));
        List<String> names = texts(request, "GroupNames");
        List<ObjectNode> found = groups(request).all().stream()
                .filter(group ->
                        ids.isEmpty() || ids.contains(group.path("GroupId").asText()))
                .filter(group -> names.isEmpty()
                        || names.contains(group.path("GroupName").asText()))
                .map(SecurityGroups::described)
                .filter(GROUP_FILTERS.asked(request.document()))
                .toList();
        return PAGES.answer(request, "SecurityGroups", found);
    }

    JsonNode describeRules(Request request) {
        List<ObjectNode> all = groups(request).all().stream()
                .flatMap(group -> GroupRules.of(group).stream().map(rule -> rule.describe(group)))
                .toList();
        List<String> ids = texts(request, "SecurityGroupRuleIds");
        List<String> known = all.stream()
                .map(rule -> rule.path("SecurityGroupRuleId").asText())
                .toList();
        ids.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw Ec2Faults.noRule(id);
        });
        List<ObjectNode> found = all.stream()
                .filter(rule -> ids.isEmpty()
                        || ids.contains(rule.path("SecurityGroupRuleId").asText()))
                .filter(RULE_FILTERS.asked(request.document()))
                .toList();
        return PAGES.answer(request, "SecurityGroupRules", found);
    }

    JsonNode delete(Request request) {
        ObjectNode group = requested(request);
        String id = group.path("GroupId").asText();
        if (group.path("GroupName").asText().equals(DEFAULT)) {
            throw new AwsFault(
                    "CannotDelete",
                    400,
                    "the specified group: \"%s\" name: \"%s\" cannot be deleted by a user".formatted(id, DEFAULT));
        }
        Peer itself = Peer.Kind.GROUP.peer(id);
        boolean needed = groups(request).all().stream()
                .filter(other -> !other.path("GroupId").asText().equals(id))
                .flatMap(other -> GroupRules.of(other).stream())
                .anyMatch(rule -> rule.traffic().peer().equals(itself));
        if (needed) {
            throw new AwsFault("DependencyViolation", 400, "resource %s has a dependent object".formatted(id));
        }
        groups(request).remove(id);
        return JsonNodeFactory.instance.objectNode().put("Return", true).put("GroupId", id);
    }

    /// The group named by `GroupId`, or in the default VPC by `GroupName`.
    ObjectNode requested(Request request) {
        if (request.document().hasNonNull("GroupId")) {
            return get(request, request.required("GroupId"));
        }
        if (!request.document().hasNonNull("GroupName")) {
            throw new AwsFault("MissingParameter", 400, "The request must contain the parameter groupName or groupId");
        }
        String name = request.required("GroupName");
        return named(request, name, Vpcs.defaultVpc(store, request)).orElseThrow(() -> Ec2Faults.noGroup(name));
    }

    ObjectNode get(Request request, String id) {
        if (!id.startsWith("sg-")) {
            throw new AwsFault(
                    "InvalidGroupId.Malformed", 400, "Invalid id: \"%s\" (expecting \"sg-...\")".formatted(id));
        }
        return groups(request).get(id).orElseThrow(() -> Ec2Faults.noGroup(id));
    }

    ObjectNode defaultOf(Request request, String vpc) {
        return named(request, DEFAULT, vpc).orElseThrow(() -> Ec2Faults.noGroup(DEFAULT));
    }

    void change(Request request, String id, Consumer<ObjectNode> change) {
        if (groups(request).update(id, change).isEmpty()) {
            throw Ec2Faults.noGroup(id);
        }
    }

    private ObjectNode add(Request request, String name, String description, String vpc) {
        String id = Ids.next("sg");
        ObjectNode group = JsonNodeFactory.instance
                .objectNode()
                .put("GroupId", id)
                .put("GroupName", name)
                .put("Description", description)
                .put("VpcId", vpc)
                .put("OwnerId", request.account())
                .put(
                        "SecurityGroupArn",
                        "arn:aws:ec2:%s:%s:security-group/%s".formatted(request.region(), request.account(), id));
        group.set("Tags", Tags.of(request, "security-group"));
        Traffic toAnywhere = Traffic.everything(Direction.EGRESS, Peer.Kind.IPV4.peer("0.0.0.0/0"));
        GroupRules.add(group, toAnywhere, Optional.empty(), none());
        groups(request).put(id, group);
        return group;
    }

    private Optional<ObjectNode> named(Request request, String name, String vpc) {
        return groups(request).all().stream()
                .filter(group -> group.path("GroupName").asText().equals(name)
                        && group.path("VpcId").asText().equals(vpc))
                .findFirst();
    }

    private static ObjectNode described(ObjectNode group) {
        ObjectNode described = group.deepCopy();
        described.remove(GroupRules.MEMBER);
        for (Direction direction : Direction.values()) {
            described
                    .putArray(direction.permissions)
                    .addAll(Permissions.of(
                            GroupRules.of(group, direction),
                            group.path("OwnerId").asText()));
        }
        return described;
    }

    private Table groups(Request request) {
        return store.regional(request.account(), request.region(), "ec2:security-group");
    }

    private static List<String> texts(Request request, String member) {
        return request.document()
                .path(member)
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode none() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
