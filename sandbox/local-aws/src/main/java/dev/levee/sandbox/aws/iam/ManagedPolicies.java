package dev.levee.sandbox.aws.iam;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Operation;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import dev.levee.sandbox.aws.policy.PolicyKind;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The managed policies of an account, with their versions, and AWS's own.
final class ManagedPolicies {

    private static final String VERSIONS = "Versions";
    private static final int MOST_VERSIONS = 5;

    private final Store store;
    private final Directory directory;

    ManagedPolicies(Store store, Directory directory) {
        this.store = store;
        this.directory = directory;
    }

    Map<String, Operation> operations() {
        return Map.ofEntries(
                entry("CreatePolicy", this::create),
                entry("GetPolicy", this::get),
                entry("ListPolicies", this::list),
                entry("DeletePolicy", this::delete),
                entry("CreatePolicyVersion", this::createVersion),
                entry("GetPolicyVersion", this::getVersion),
                entry("ListPolicyVersions", this::listVersions),
                entry("DeletePolicyVersion", this::deleteVersion));
    }

    /// The text in force of a policy of this account or of AWS.
    static Optional<String> document(Store store, String account, String arn) {
        return AwsManaged.document(arn)
                .or(() -> policies(store, account)
                        .get(arn)
                        .map(row -> row.path(VERSIONS)
                                .path(row.at("/Policy/DefaultVersionId").asText())
                                .path("Document")
                                .asText()));
    }

    private ObjectNode create(Request request) {
        String name = request.required("PolicyName");
        String path = request.document().path("Path").asText("/");
        String arn = "arn:aws:iam::%s:policy%s%s".formatted(request.account(), path, name);
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.putObject("Policy")
                .put("PolicyName", name)
                .put("PolicyId", Ids.random("ANPA"))
                .put("Arn", arn)
                .put("Path", path)
                .put("IsAttachable", true)
                .put("CreateDate", now(request))
                .setAll(((ObjectNode) request.document()).deepCopy().retain("Description", "Tags"));
        addVersion(row, request, true);
        if (!policies(request).create(arn, row)) {
            throw new AwsFault(
                    "EntityAlreadyExists",
                    409,
                    "A policy called %s already exists. Duplicate names are not allowed.".formatted(name));
        }
        return answer("Policy", described(row, request));
    }

    private ObjectNode get(Request request) {
        return answer("Policy", described(row(request), request));
    }

    private ObjectNode list(Request request) {
        boolean attached = request.document().path("OnlyAttached").asBoolean();
        String prefix = request.document().path("PathPrefix").asText("/");
        if (request.document().path("Scope").asText().equals("AWS")) {
            return Listing.answer(request, "Policies", List.of());
        }
        List<ObjectNode> policies = policies(request).all().stream()
                .map(row -> described(row, request))
                .filter(policy -> policy.path("Path").asText().startsWith(prefix))
                .filter(policy -> !attached || policy.path("AttachmentCount").asInt() > 0)
                .toList();
        return Listing.answer(request, "Policies", policies);
    }

    private ObjectNode delete(Request request) {
        ObjectNode row = row(request);
        ObjectNode policy = described(row, request);
        if (policy.path("AttachmentCount").asInt() > 0
                || policy.path("PermissionsBoundaryUsageCount").asInt() > 0) {
            throw new AwsFault("DeleteConflict", 409, "Cannot delete a policy attached to entities.");
        }
        if (row.path(VERSIONS).size() > 1) {
            throw new AwsFault(
                    "DeleteConflict",
                    409,
                    "This policy has more than one version. Before you delete a policy, you must delete the policy's"
                            + " versions. The default version is deleted with the policy.");
        }
        policies(request).remove(arn(request));
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode createVersion(Request request) {
        ObjectNode changed = change(request, row -> {
            if (row.path(VERSIONS).size() == MOST_VERSIONS) {
                throw new AwsFault(
                        "LimitExceeded",
                        409,
                        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an"
                                + " existing version.");
            }
            addVersion(row, request, request.document().path("SetAsDefault").asBoolean());
        });
        String id = "v" + changed.path("Latest").asInt();
        return answer("PolicyVersion", version(changed, id).without("Document"));
    }

    private ObjectNode getVersion(Request request) {
        ObjectNode row = row(request);
        ObjectNode version = version(row, versionId(row, request));
        version.put("Document", InlinePolicies.encoded(version.path("Document").asText()));
        return answer("PolicyVersion", version);
    }

    private ObjectNode listVersions(Request request) {
        ObjectNode row = row(request);
        List<JsonNode> versions = row.path(VERSIONS)
                .propertyStream()
                .map(version -> (JsonNode) version(row, version.getKey()).without("Document"))
                .toList();
        return Listing.answer(request, VERSIONS, versions);
    }

    private ObjectNode deleteVersion(Request request) {
        change(request, row -> {
            String id = versionId(row, request);
            if (row.at("/Policy/DefaultVersionId").asText().equals(id)) {
                throw new AwsFault("DeleteConflict", 409, "Cannot delete the default version of a policy.");
            }
            row.withObjectProperty(VERSIONS).remove(id);
        });
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode change(Request request, Consumer<ObjectNode> change) {
        return policies(request).update(arn(request), change).orElseThrow(() -> missing(arn(request)));
    }

    private static void addVersion(ObjectNode row, Request request, boolean inForce) {
        String document = request.required("PolicyDocument");
        PolicyKind.IDENTITY.read(document);
        Quota.ofManaged(document);
        int number = row.path("Latest").asInt() + 1;
        row.put("Latest", number);
        row.withObjectProperty(VERSIONS)
                .putObject("v" + number)
                .put("Document", document)
                .put("CreateDate", now(request));
        if (inForce) {
            row.withObjectProperty("Policy")
                    .put("DefaultVersionId", "v" + number)
                    .put("UpdateDate", now(request));
        }
    }

    private static ObjectNode version(ObjectNode row, String id) {
        ObjectNode version =
                row.withObjectProperty(VERSIONS).withObjectProperty(id).deepCopy();
        return version.put("VersionId", id)
                .put(
                        "IsDefaultVersion",
                        row.at("/Policy/DefaultVersionId").asText().equals(id));
    }

    private static String versionId(ObjectNode row, Request request) {
        String id = request.required("VersionId");
        if (!row.path(VERSIONS).has(id)) {
            throw new AwsFault(
                    "NoSuchEntity",
                    404,
                    "Policy %s version %s does not exist or is not attachable.".formatted(arn(request), id));
        }
        return id;
    }

    /// With how many roles it is attached to, and how many it limits.
    private ObjectNode described(ObjectNode row, Request request) {
        String arn = row.at("/Policy/Arn").asText();
        List<ObjectNode> roles = directory.roles(request.account()).all();
        long attached = roles.stream()
                .filter(role -> role.path(Attachments.ATTACHED)
                        .valueStream()
                        .anyMatch(one -> one.asText().equals(arn)))
                .count();
        long limiting = roles.stream()
                .filter(role -> role.at(Attachments.BOUNDARY_ARN).asText().equals(arn))
                .count();
        return row.withObjectProperty("Policy")
                .deepCopy()
                .put("AttachmentCount", attached)
                .put("PermissionsBoundaryUsageCount", limiting);
    }

    private ObjectNode row(Request request) {
        return policies(request).get(arn(request)).orElseThrow(() -> missing(arn(request)));
    }

    private Table policies(Request request) {
        return policies(store, request.account());
    }

    private static Table policies(Store store, String account) {
        return store.account(account, "iam:policies");
    }

    private static String arn(Request request) {
        return request.required("PolicyArn");
    }

    private static String now(Request request) {
        return request.time().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static AwsFault missing(String arn) {
        return new AwsFault("NoSuchEntity", 404, "Policy %s does not exist or is not attachable.".formatted(arn));
    }

    private static ObjectNode answer(String member, ObjectNode value) {
        return JsonNodeFactory.instance.objectNode().set(member, value);
    }
}
