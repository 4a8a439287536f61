package dev.levee.cli.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.Paging;
import dev.levee.service.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// AWS Organizations, read only: the accounts and where in the tree they stand.
final class Organization {

    private static final String ACTIVE = "ACTIVE";
    private static final String TOKEN = "NextToken";

    private final CloudApi api;
    private final String region;

    /// @param api calls as the management account, or as an account that administers the organization for it
    Organization(CloudApi api, String region) {
        this.api = api;
        this.region = region;
    }

    /// An account of the organization.
    ///
    /// @param units the organizational units it is in, the outermost first
    /// @param state `ACTIVE`, or why it cannot be used, e.g. `SUSPENDED`
    record Member(String id, String name, String state, List<Unit> units) {

        boolean active() {
            return state.equals(ACTIVE);
        }

        /// Of every unit it is in, e.g. `workloads` and `workloads/production`.
        List<String> paths() {
            List<String> paths = new ArrayList<>();
            for (Unit unit : units) {
                paths.add(paths.isEmpty() ? unit.name() : paths.getLast() + "/" + unit.name());
            }
            return paths;
        }
    }

    record Unit(String id, String name) {}

    /// The account that owns the organization.
    String managementAccount() {
        JsonNode organization = answer(call("DescribeOrganization", Map.of())).path("Organization");
        return organization.path("MasterAccountId").asText();
    }

    /// Every account, found by walking the whole tree.
    List<Member> members() {
        List<Member> members = new ArrayList<>();
        for (JsonNode root : list("ListRoots", Map.of(), "Roots")) {
            collect(root.path("Id").asText(), List.of(), members);
        }
        return members;
    }

    /// The value of an account's tag.
    Optional<String> tag(String account, String key) {
        return list("ListTagsForResource", Map.of("ResourceId", account), "Tags").stream()
                .filter(tag -> tag.path("Key").asText().equals(key))
                .map(tag -> tag.path("Value").asText())
                .findFirst();
    }

    private void collect(String parent, List<Unit> units, List<Member> members) {
        Map<String, String> here = Map.of("ParentId", parent);
        for (JsonNode account : list("ListAccountsForParent", here, "Accounts")) {
            members.add(new Member(
                    account.path("Id").asText(),
                    account.path("Name").asText(),
                    account.path("State").asText(account.path("Status").asText(ACTIVE)),
                    units));
        }
        for (JsonNode unit : list("ListOrganizationalUnitsForParent", here, "OrganizationalUnits")) {
            List<Unit> inside = new ArrayList<>(units);
            inside.add(new Unit(unit.path("Id").asText(), unit.path("Name").asText()));
            collect(unit.path("Id").asText(), List.copyOf(inside), members);
        }
    }

    private List<JsonNode> list(String operation, Map<String, String> members, String items) {
        List<JsonNode> all = new ArrayList<>();
        answer(new Paging(TOKEN, TOKEN, items).all(api, question(operation, members)))
                .path(items)
                .forEach(all::add);
        return all;
    }

    private CloudAnswer call(String operation, Map<String, String> members) {
        return api.call(question(operation, members));
    }

    private CloudCall question(String operation, Map<String, String> members) {
        var document = JsonNodeFactory.instance.objectNode();
        members.forEach(document::put);
        return new CloudCall("organizations:" + operation, region, document);
    }

    private static JsonNode answer(CloudAnswer answer) {
        return switch (answer) {
            case CloudAnswer.Success success -> success.document();
            case CloudAnswer.Failure failure -> throw new ConfigurationException(List.of(explained(failure)));
        };
    }

    private static String explained(CloudAnswer.Failure failure) {
        return switch (failure.kind()) {
            case ACCESS_DENIED ->
                "the organization may not be read (%s): use credentials of its management account, or of a delegated"
                                .formatted(failure.code())
                        + " administrator, that allow organizations:Describe* and organizations:List*";
            case EXPIRED_CREDENTIALS -> "the AWS credentials have expired: renew them";
            case REJECTED, THROTTLED, UNAVAILABLE ->
                failure.code().equals("AWSOrganizationsNotInUseException")
                        ? "the account of these AWS credentials is in no organization: use those of the management account"
                        : "the organization could not be read: %s; try again".formatted(failure.code());
        };
    }
}
