package dev.levee.cli.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.FailureKind;
import dev.levee.service.ConfigurationException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// In an organization with states that no account gets into by a call.
///
/// ```
/// root ── 111… (management)
///   ├── workloads ── 222…
///   │     └── production ── 333…, 444… (suspended)
///   └── sandbox ── 555…
/// ```
class NewcomersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ConnectionOptions OPTIONS = new ConnectionOptions();

    @Test
    void areAllActiveAccountsButTheManagementAccount() {
        Newcomers newcomers = newcomers(choice("", false));

        assertThat(newcomers.forms())
                .extracting(AccountForm::id)
                .containsExactly("222222222222", "333333333333", "555555555555");
        assertThat(newcomers.leftOut())
                .extracting(Newcomers.LeftOut::why)
                .satisfiesExactlyInAnyOrder(
                        why -> assertThat(why).contains("management account", "--with-management-account"),
                        why -> assertThat(why).isEqualTo("is SUSPENDED"));
    }

    @Test
    void areGroupedByTheUnitsTheyAreIn() {
        Newcomers newcomers = newcomers(choice("ou", false));

        assertThat(newcomers.forms())
                .filteredOn(form -> form.id().equals("333333333333"))
                .singleElement()
                .satisfies(form -> assertThat(form.groups()).contains(List.of("workloads", "workloads/production")));
    }

    @Test
    void areGroupedByATag() {
        Newcomers newcomers = newcomers(choice("tag:team", false));

        assertThat(newcomers.forms())
                .extracting(form -> "%s %s".formatted(form.id(), form.groups().orElseThrow()))
                .containsExactly("222222222222 []", "333333333333 [payments]", "555555555555 []");
    }

    @Test
    void areThoseBelowAUnit() {
        Newcomers newcomers = newcomers(new Newcomers.Choice(Set.of("ou-work"), Set.of(), false, ""));

        assertThat(newcomers.forms()).extracting(AccountForm::id).containsExactly("222222222222", "333333333333");
    }

    @Test
    void areWithoutTheExcluded() {
        Newcomers newcomers = newcomers(new Newcomers.Choice(Set.of(), Set.of("555555555555"), true, ""));

        assertThat(newcomers.forms())
                .extracting(AccountForm::id)
                .containsExactly("111111111111", "222222222222", "333333333333");
        assertThat(newcomers.leftOut()).extracting(Newcomers.LeftOut::why).contains("excluded");
    }

    @Test
    void areNobodyIfAUnitOrAnExcludedAccountIsMisspelt() {
        Newcomers.Choice misspelt = new Newcomers.Choice(Set.of("ou-wrok"), Set.of("555555555556"), false, "");

        assertThatThrownBy(() -> newcomers(misspelt))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        failure -> assertThat(failure.problems())
                                .anySatisfy(problem -> assertThat(problem).contains("ou-wrok"))
                                .anySatisfy(problem -> assertThat(problem).contains("555555555556")));
    }

    @Test
    void sayWhoMayReadAnOrganization() {
        CloudApi denied = _ -> new CloudAnswer.Failure(
                FailureKind.ACCESS_DENIED, "AccessDeniedException", "You don't have permissions", 400, "request-1");

        assertThatThrownBy(() -> Newcomers.of(new Organization(denied, "us-east-1"), choice("", false), OPTIONS))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        failure -> assertThat(failure.problems())
                                .singleElement()
                                .asString()
                                .contains("management account", "organizations:List*"));
    }

    private static Newcomers newcomers(Newcomers.Choice choice) {
        return Newcomers.of(new Organization(NewcomersTest::answer, "us-east-1"), choice, OPTIONS);
    }

    private static Newcomers.Choice choice(String groupBy, boolean withManagementAccount) {
        return new Newcomers.Choice(Set.of(), Set.of(), withManagementAccount, groupBy);
    }

    private static CloudAnswer answer(CloudCall call) {
        String asked = call.operation().substring("organizations:".length()) + " "
                + call.document().path("ParentId").asText()
                + call.document().path("ResourceId").asText()
                + call.document().path("NextToken").asText();
        return success(
                switch (asked) {
                    case "DescribeOrganization " -> """
                            {"Organization": {"Id": "o-1", "MasterAccountId": "111111111111"}}""";
                    case "ListRoots " -> """
                            {"Roots": [{"Id": "r-1", "Name": "Root"}]}""";
                    case "ListAccountsForParent r-1" -> account("111111111111", "ACTIVE", "");
                    case "ListOrganizationalUnitsForParent r-1" -> """
                            {"OrganizationalUnits": [{"Id": "ou-work", "Name": "workloads"}], "NextToken": "-more"}""";
                    case "ListOrganizationalUnitsForParent r-1-more" -> """
                            {"OrganizationalUnits": [{"Id": "ou-sand", "Name": "sandbox"}]}""";
                    case "ListAccountsForParent ou-work" -> account("222222222222", "ACTIVE", "");
                    case "ListOrganizationalUnitsForParent ou-work" -> """
                            {"OrganizationalUnits": [{"Id": "ou-prod", "Name": "production"}]}""";
                    case "ListAccountsForParent ou-prod" -> account("333333333333", "ACTIVE", "-more");
                    case "ListAccountsForParent ou-prod-more" -> account("444444444444", "SUSPENDED", "");
                    case "ListAccountsForParent ou-sand" -> account("555555555555", "ACTIVE", "");
                    case "ListTagsForResource 333333333333" -> """
                            {"Tags": [{"Key": "cost", "Value": "1"}, {"Key": "team", "Value": "payments"}]}""";
                    default -> "{}";
                });
    }

    private static String account(String id, String status, String next) {
        return """
                {"Accounts": [{"Id": "%s", "Name": "account", "Status": "%s"}]%s}""".formatted(id, status, next.isEmpty() ? "" : ", \"NextToken\": \"%s\"".formatted(next));
    }

    private static CloudAnswer success(String json) {
        try {
            return new CloudAnswer.Success(JSON.readTree(json), "request-1");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
