package dev.levee.sandbox.aws.ec2;

import static dev.levee.sandbox.aws.Filters.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Filters;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Network ACLs. Every VPC has a default one that lets everything through and has every subnet that has no other.
final class NetworkAcls {

    private static final Paging PAGES =
            new Paging("MaxResults", 5, 1000, 1000, "NextToken", "NextToken", "InvalidParameterValue");

    private static final Filters FILTERS = new Filters(Map.of(
            "network-acl-id", at("/NetworkAclId"),
            "vpc-id", at("/VpcId"),
            "default", at("/IsDefault"),
            "owner-id", at("/OwnerId"),
            "association.subnet-id", at("/Associations/*/SubnetId")));

    private final Store store;

    NetworkAcls(Store store) {
        this.store = store;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateNetworkAcl", this::create,
                "DescribeNetworkAcls", this::describe,
                "DeleteNetworkAcl", this::delete,
                "ReplaceNetworkAclAssociation", this::replaceAssociation,
                "CreateNetworkAclEntry", request -> change(request, entries -> entries.create(request.document())),
                "ReplaceNetworkAclEntry", request -> change(request, entries -> entries.replace(request.document())),
                "DeleteNetworkAclEntry", request -> change(request, entries -> entries.delete(request.document())));
    }

    void createDefault(Request request, String vpc, boolean ipv6) {
        ObjectNode acl = add(request, vpc, true);
        acls(request)
                .update(
                        acl.path("NetworkAclId").asText(),
                        row -> AclEntries.of(row).allowAll(ipv6));
    }

    /// Puts a new subnet under the default one of its VPC.
    void associate(Request request, String vpc, String subnet) {
        String id = all(request)
                .filter(acl -> acl.path("VpcId").asText().equals(vpc)
                        && acl.path("IsDefault").asBoolean())
                .findFirst()
                .orElseThrow()
                .path("NetworkAclId")
                .asText();
        acls(request).update(id, acl -> associate(acl, subnet));
    }

    private JsonNode create(Request request) {
        request.required("VpcId");
        ObjectNode acl = add(request, Vpcs.chosen(store, request), false);
        return JsonNodeFactory.instance.objectNode().set("NetworkAcl", acl);
    }

    private JsonNode describe(Request request) {
        List<String> ids = request.document()
                .path("NetworkAclIds")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        ids.forEach(id -> get(request, id));
        List<ObjectNode> found = all(request)
                .filter(acl ->
                        ids.isEmpty() || ids.contains(acl.path("NetworkAclId").asText()))
                .filter(FILTERS.asked(request.document()))
                .toList();
        return PAGES.answer(request, "NetworkAcls", found);
    }

    private JsonNode delete(Request request) {
        ObjectNode acl = get(request, request.required("NetworkAclId"));
        if (acl.path("IsDefault").asBoolean() || !acl.path("Associations").isEmpty()) {
            throw new AwsFault(
                    "DependencyViolation",
                    400,
                    "The networkAcl '%s' has dependencies and cannot be deleted."
                            .formatted(acl.path("NetworkAclId").asText()));
        }
        acls(request).remove(acl.path("NetworkAclId").asText());
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode replaceAssociation(Request request) {
        String association = request.required("AssociationId");
        ObjectNode from = all(request)
                .filter(acl -> subnetOf(acl, association).isPresent())
                .findFirst()
                .orElseThrow(() -> new AwsFault(
                        "InvalidAssociationID.NotFound",
                        400,
                        "The association ID '%s' does not exist".formatted(association)));
        String to = request.required("NetworkAclId");
        get(request, to);
        String subnet =
                subnetOf(from, association).orElseThrow().path("SubnetId").asText();
        acls(request).update(from.path("NetworkAclId").asText(), acl -> {
            List<JsonNode> others = acl.path("Associations")
                    .valueStream()
                    .filter(one -> !one.path("SubnetId").asText().equals(subnet))
                    .toList();
            acl.putArray("Associations").addAll(others);
        });
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        acls(request).update(to, acl -> answer.put("NewAssociationId", associate(acl, subnet)));
        return answer;
    }

    private JsonNode change(Request request, Consumer<AclEntries> change) {
        String id = request.required("NetworkAclId");
        get(request, id);
        acls(request).update(id, acl -> change.accept(AclEntries.of(acl)));
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode get(Request request, String id) {
        return acls(request)
                .get(id)
                .orElseThrow(() -> new AwsFault(
                        "InvalidNetworkAclID.NotFound", 400, "The networkAcl ID '%s' does not exist".formatted(id)));
    }

    private ObjectNode add(Request request, String vpc, boolean isDefault) {
        String id = Ids.next("acl");
        ObjectNode acl = JsonNodeFactory.instance
                .objectNode()
                .put("NetworkAclId", id)
                .put("VpcId", vpc)
                .put("OwnerId", request.account())
                .put("IsDefault", isDefault);
        acl.putArray("Associations");
        acl.set("Tags", Tags.of(request, "network-acl"));
        AclEntries.of(acl).denyRest();
        acls(request).put(id, acl);
        return acl;
    }

    private static String associate(ObjectNode acl, String subnet) {
        String id = Ids.next("aclassoc");
        acl.withArray("/Associations")
                .addObject()
                .put("NetworkAclAssociationId", id)
                .put("NetworkAclId", acl.path("NetworkAclId").asText())
                .put("SubnetId", subnet);
        return id;
    }

    private static Optional<JsonNode> subnetOf(JsonNode acl, String association) {
        return acl.path("Associations")
                .valueStream()
                .filter(one -> one.path("NetworkAclAssociationId").asText().equals(association))
                .findFirst();
    }

    private Stream<ObjectNode> all(Request request) {
        return acls(request).all().stream();
    }

    private Table acls(Request request) {
        return store.regional(request.account(), request.region(), "ec2:network-acl");
    }
}
