package dev.levee.sandbox.aws.organizations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import dev.levee.sandbox.aws.iam.Membership;
import dev.levee.sandbox.aws.policy.PolicyDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The organisation the accounts of this cloud belong to, if there is one: a tree of nodes, each of which may have
/// service control policies. The management account obeys none.
public final class Organization implements Membership {

    static final String FULL_ACCESS = "p-FullAWSAccess";

    private static final String PARENT = "Parent";
    private static final String POLICIES = "Policies";

    private final Store store;
    private final Optional<String> management;

    /// @param management the account it is managed from; empty if there is no organisation
    public Organization(Store store, Optional<String> management) {
        this.store = store;
        this.management = management;
        management.ifPresent(account -> {
            put(JsonNodeFactory.instance
                    .objectNode()
                    .put("Id", rootId())
                    .put("Arn", arn("root", rootId()))
                    .put("Name", "Root"));
            policies().put(FULL_ACCESS, ServiceControlPolicies.fullAccess());
        });
    }

    /// Takes an account in, under the root.
    public void join(String account, Instant now) {
        management.ifPresent(_ -> put(JsonNodeFactory.instance
                .objectNode()
                .put("Id", account)
                .put("Arn", arn("account", account))
                .put("Name", "Account " + account)
                .put("Email", account + "@example.com")
                .put("Status", "ACTIVE")
                .put("State", "ACTIVE")
                .put("JoinedMethod", "CREATED")
                .put("JoinedTimestamp", now.toString())
                .put(PARENT, rootId())));
    }

    @Override
    public Optional<String> organization(String account) {
        return nodes().get(account).map(_ -> id());
    }

    @Override
    public List<List<PolicyDocument>> controls(String account) {
        List<List<PolicyDocument>> levels = new ArrayList<>();
        Optional<ObjectNode> node = isManagement(account) ? Optional.empty() : nodes().get(account);
        while (node.isPresent()) {
            levels.addFirst(documents(node.get()));
            node = nodes().get(node.get().path(PARENT).asText());
        }
        return levels;
    }

    boolean isManagement(String account) {
        return management.filter(account::equals).isPresent();
    }

    String managementAccount() {
        return management.orElse("");
    }

    String id() {
        return "o-" + hex().substring(0, 10);
    }

    String rootId() {
        return "r-" + hex().substring(10, 14);
    }

    /// An id for a unit of this organisation.
    String unitId() {
        return "ou-%s-%s".formatted(hex().substring(10, 14), randomHex(8));
    }

    static String randomHex(int length) {
        return UUID.randomUUID().toString().replace("-", "").substring(0, length);
    }

    String arn(String kind, String id) {
        return "arn:aws:organizations::%s:%s/%s/%s".formatted(managementAccount(), kind, id(), id);
    }

    /// Root, units and accounts by id.
    Table nodes() {
        return store.account(managementAccount(), "organizations:nodes");
    }

    Table policies() {
        return store.account(managementAccount(), "organizations:policies");
    }

    /// Adds a node that allows all that its parents do.
    void put(ObjectNode node) {
        node.putArray(POLICIES).add(FULL_ACCESS);
        node.putArray("Tags");
        nodes().put(node.path("Id").asText(), node);
    }

    List<ObjectNode> children(String parent, String kind) {
        return nodes().all().stream()
                .filter(node -> node.path(PARENT).asText().equals(parent) && isOf(kind, node))
                .toList();
    }

    /// @param kind `root`, `ou` or `account`, as in its ARN
    static boolean isOf(String kind, ObjectNode node) {
        return node.path("Arn").asText().contains(":%s/".formatted(kind));
    }

    static String parent(JsonNode node) {
        return node.path(PARENT).asText();
    }

    /// As the API shows it.
    static ObjectNode described(ObjectNode node) {
        return node.without(List.of(PARENT, POLICIES, "Tags"));
    }

    private List<PolicyDocument> documents(ObjectNode node) {
        return node.path(POLICIES)
                .valueStream()
                .map(id -> policies().get(id.asText()).orElseThrow())
                .map(policy -> PolicyDocument.parse(policy.path("Content").asText()))
                .toList();
    }

    private String hex() {
        return UUID.nameUUIDFromBytes(managementAccount().getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
