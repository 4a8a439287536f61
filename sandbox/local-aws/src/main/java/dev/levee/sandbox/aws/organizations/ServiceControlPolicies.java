package dev.levee.sandbox.aws.organizations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.policy.PolicyKind;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What an organisation does not let its accounts do.
final class ServiceControlPolicies {

    static final String TYPE = "SERVICE_CONTROL_POLICY";

    private static final String ATTACHED = "Policies";

    private final Organization organization;

    ServiceControlPolicies(Organization organization) {
        this.organization = organization;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreatePolicy", this::create,
                "UpdatePolicy", this::update,
                "DeletePolicy", this::delete,
                "AttachPolicy", this::attach,
                "DetachPolicy", this::detach);
    }

    /// AWS's own, which every node has until it is detached.
    static ObjectNode fullAccess() {
        ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Content", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""");
        policy.putObject("PolicySummary")
                .put("Id", Organization.FULL_ACCESS)
                .put("Arn", "arn:aws:organizations::aws:policy/service_control_policy/" + Organization.FULL_ACCESS)
                .put("Name", "FullAWSAccess")
                .put("Description", "Allows access to every operation")
                .put("Type", TYPE)
                .put("AwsManaged", true);
        return policy;
    }

    private JsonNode create(Request request) {
        String name = request.required("Name");
        if (!request.required("Type").equals(TYPE)) {
            throw OrganizationsService.fault(
                    "InvalidInputException", "This local AWS has only policies of type %s.".formatted(TYPE));
        }
        if (organization.policies().all().stream()
                .anyMatch(policy -> policy.at("/PolicySummary/Name").asText().equals(name))) {
            throw OrganizationsService.fault("DuplicatePolicyException", "A policy with the same name already exists.");
        }
        String id = "p-" + Organization.randomHex(8);
        ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Content", content(request));
        policy.putObject("PolicySummary")
                .put("Id", id)
                .put("Arn", organization.arn("policy", "service_control_policy/" + id))
                .put("Name", name)
                .put("Description", request.document().path("Description").asText())
                .put("Type", TYPE)
                .put("AwsManaged", false);
        organization.policies().put(id, policy);
        return answer("Policy", policy);
    }

    private JsonNode update(Request request) {
        Optional<ObjectNode> changed = organization.policies().update(request.required("PolicyId"), policy -> {
            if (request.document().has("Content")) {
                policy.put("Content", content(request));
            }
            policy.withObjectProperty("PolicySummary")
                    .setAll(((ObjectNode) request.document()).deepCopy().retain("Name", "Description"));
        });
        return answer("Policy", changed.orElseThrow(() -> noPolicy(request)));
    }

    private JsonNode delete(Request request) {
        String id = existing(request);
        if (organization.nodes().all().stream().anyMatch(node -> has(node.path(ATTACHED), id))) {
            throw OrganizationsService.fault(
                    "PolicyInUseException", "The policy is attached to one or more entities; detach it first.");
        }
        organization.policies().remove(id);
        return JsonNodeFactory.instance.objectNode();
    }

    private JsonNode attach(Request request) {
        String id = existing(request);
        return change(request, attached -> {
            if (has(attached, id)) {
                throw OrganizationsService.fault(
                        "DuplicatePolicyAttachmentException", "The policy is already attached to the target.");
            }
            attached.add(id);
        });
    }

    private JsonNode detach(Request request) {
        String id = existing(request);
        return change(request, attached -> {
            if (!has(attached, id)) {
                throw OrganizationsService.fault(
                        "PolicyNotAttachedException", "The policy isn't attached to the target.");
            }
            if (attached.size() == 1) {
                throw OrganizationsService.fault(
                        "ConstraintViolationException",
                        "You cannot remove the last policy attached to the target: attach another one first.");
            }
            attached.removeIf(policy -> policy.asText().equals(id));
        });
    }

    private JsonNode change(Request request, Consumer<ArrayNode> change) {
        String target = request.required("TargetId");
        if (organization
                .nodes()
                .update(target, node -> change.accept(node.withArrayProperty(ATTACHED)))
                .isEmpty()) {
            throw OrganizationsService.fault(
                    "TargetNotFoundException", "The organization has no %s.".formatted(target));
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private String existing(Request request) {
        String id = request.required("PolicyId");
        if (organization.policies().get(id).isEmpty()) {
            throw noPolicy(request);
        }
        return id;
    }

    private static String content(Request request) {
        String content = request.required("Content");
        PolicyKind.SERVICE_CONTROL.read(content);
        return content;
    }

    private static RuntimeException noPolicy(Request request) {
        return OrganizationsService.fault(
                "PolicyNotFoundException",
                "The organization has no policy %s.".formatted(request.required("PolicyId")));
    }

    private static boolean has(JsonNode attached, String id) {
        return attached.valueStream().anyMatch(policy -> policy.asText().equals(id));
    }

    private static ObjectNode answer(String member, ObjectNode value) {
        return JsonNodeFactory.instance.objectNode().set(member, value);
    }
}
