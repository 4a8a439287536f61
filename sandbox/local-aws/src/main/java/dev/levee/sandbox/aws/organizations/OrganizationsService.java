package dev.levee.sandbox.aws.organizations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.AwsService;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Paging;
import dev.levee.sandbox.aws.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// AWS Organizations, for the management account; a member may only ask which organisation it is in.
public final class OrganizationsService implements AwsService {

    private static final Paging PAGES =
            new Paging("MaxResults", 1, 20, 20, "NextToken", "NextToken", "InvalidInputException");

    private final Organization organization;
    private final Map<String, Operation> operations = new HashMap<>();

    public OrganizationsService(Organization organization) {
        this.organization = organization;
        operations.put("ListRoots", this::roots);
        operations.put("ListAccounts", this::accounts);
        operations.put("ListAccountsForParent", request -> children("account", "Accounts", request));
        operations.put("ListOrganizationalUnitsForParent", request -> children("ou", "OrganizationalUnits", request));
        operations.put("ListParents", this::parents);
        operations.put("ListTagsForResource", this::tags);
        operations.put("TagResource", this::tag);
        operations.put("CreateOrganizationalUnit", this::createUnit);
        operations.put("MoveAccount", this::move);
        operations.put("CloseAccount", this::close);
        operations.putAll(new ServiceControlPolicies(organization).operations());
        operations.replaceAll((_, operation) -> managed(operation));
        operations.put("DescribeOrganization", this::describe);
    }

    @Override
    public String name() {
        return "organizations";
    }

    @Override
    public Map<String, Operation> operations() {
        return operations;
    }

    private Operation managed(Operation operation) {
        return request -> {
            requireMember(request);
            if (!organization.isManagement(request.account())) {
                throw new AwsFault("AccessDeniedException", 400, "You don't have permissions to access this resource.");
            }
            return operation.handle(request);
        };
    }

    private JsonNode describe(Request request) {
        requireMember(request);
        String management = organization.managementAccount();
        ObjectNode answer = answer();
        answer.putObject("Organization")
                .put("Id", organization.id())
                .put("Arn", "arn:aws:organizations::%s:organization/%s".formatted(management, organization.id()))
                .put("FeatureSet", "ALL")
                .put("MasterAccountId", management)
                .put("MasterAccountArn", organization.arn("account", management))
                .put("MasterAccountEmail", management + "@example.com");
        return answer;
    }

    private JsonNode roots(Request request) {
        ObjectNode root = Organization.described(node(organization.rootId(), "TargetNotFoundException"));
        root.putArray("PolicyTypes")
                .addObject()
                .put("Type", ServiceControlPolicies.TYPE)
                .put("Status", "ENABLED");
        return PAGES.answer(request, "Roots", List.of(root));
    }

    private JsonNode accounts(Request request) {
        return listed(
                request,
                "Accounts",
                organization.nodes().all().stream()
                        .filter(node -> Organization.isOf("account", node))
                        .toList());
    }

    private JsonNode children(String kind, String items, Request request) {
        String parent = request.required("ParentId");
        node(parent, "ParentNotFoundException");
        return listed(request, items, organization.children(parent, kind));
    }

    private JsonNode parents(Request request) {
        ObjectNode child = node(request.required("ChildId"), "ChildNotFoundException");
        String parent = Organization.parent(child);
        ObjectNode answer = answer();
        ArrayNode parents = answer.putArray("Parents");
        if (!parent.isEmpty()) {
            parents.addObject().put("Id", parent).put("Type", parent.startsWith("r-") ? "ROOT" : "ORGANIZATIONAL_UNIT");
        }
        return answer;
    }

    private JsonNode tags(Request request) {
        JsonNode tags =
                node(request.required("ResourceId"), "TargetNotFoundException").path("Tags");
        return PAGES.answer(request, "Tags", tags.valueStream().toList());
    }

    private JsonNode tag(Request request) {
        String id = request.required("ResourceId");
        node(id, "TargetNotFoundException");
        organization.nodes().update(id, node -> {
            ArrayNode tags = node.withArrayProperty("Tags");
            for (JsonNode tag : request.document().path("Tags")) {
                tags.removeIf(other -> other.path("Key").equals(tag.path("Key")));
                tags.add(tag);
            }
        });
        return answer();
    }

    private JsonNode createUnit(Request request) {
        String parent = request.required("ParentId");
        String name = request.required("Name");
        node(parent, "ParentNotFoundException");
        if (organization.children(parent, "ou").stream()
                .anyMatch(unit -> unit.path("Name").asText().equals(name))) {
            throw fault("DuplicateOrganizationalUnitException", "An OU with the same name already exists.");
        }
        String id = organization.unitId();
        ObjectNode unit = answer().put("Id", id)
                .put("Arn", organization.arn("ou", id))
                .put("Name", name)
                .put("Parent", parent);
        organization.put(unit);
        return answer().set("OrganizationalUnit", Organization.described(unit));
    }

    private JsonNode move(Request request) {
        String account = request.required("AccountId");
        String source = request.required("SourceParentId");
        String destination = request.required("DestinationParentId");
        ObjectNode node = node(account, "AccountNotFoundException");
        if (!Organization.parent(node).equals(source)) {
            throw fault("SourceParentNotFoundException", "You specified a source parent that is not the account's.");
        }
        node(destination, "DestinationParentNotFoundException");
        organization.nodes().update(account, moved -> moved.put("Parent", destination));
        return answer();
    }

    private JsonNode close(Request request) {
        String account = request.required("AccountId");
        node(account, "AccountNotFoundException");
        organization
                .nodes()
                .update(account, closed -> closed.put("Status", "SUSPENDED").put("State", "SUSPENDED"));
        return answer();
    }

    private void requireMember(Request request) {
        if (organization.organization(request.account()).isEmpty()) {
            throw fault("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
        }
    }

    private ObjectNode node(String id, String otherwise) {
        return organization
                .nodes()
                .get(id)
                .orElseThrow(() -> fault(otherwise, "The organization has no %s.".formatted(id)));
    }

    private static JsonNode listed(Request request, String items, List<ObjectNode> nodes) {
        return PAGES.answer(
                request, items, nodes.stream().map(Organization::described).toList());
    }

    static AwsFault fault(String code, String message) {
        return new AwsFault(code, 400, message);
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }
}
