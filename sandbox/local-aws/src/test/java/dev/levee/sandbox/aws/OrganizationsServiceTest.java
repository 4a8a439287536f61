package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.Tag;

class OrganizationsServiceTest {

    private static final String HUB = "999900001111";
    private static final String MEMBER = "111122223333";

    private final LocalAws aws =
            LocalAws.builder().accounts(HUB, MEMBER).organization().start();
    private final OrganizationsClient hub = organizations(aws, HUB);
    private final IamClient member = iam(MEMBER);
    private final String root = hub.listRoots(_ -> {}).roots().getFirst().id();

    @AfterEach
    void close() {
        hub.close();
        member.close();
        aws.close();
    }

    @Test
    void isInUseOnlyWhereThereIsAnOrganization() {
        try (LocalAws alone = LocalAws.builder().start();
                OrganizationsClient nobody = organizations(alone, MEMBER)) {
            expect("AWSOrganizationsNotInUseException", 400, nobody::describeOrganization);
        }
    }

    @Test
    void tellsMembersWhoManagesThem() {
        try (OrganizationsClient organizations = organizations(aws, MEMBER)) {
            assertThat(organizations.describeOrganization().organization().masterAccountId())
                    .isEqualTo(HUB);
            expect("AccessDeniedException", 400, () -> organizations.listAccounts(_ -> {}));
        }
    }

    @Test
    void listsAccountsPageByPage() {
        for (int i = 0; i < 25; i++) {
            aws.addAccount("2222000000%02d".formatted(i));
        }

        assertThat(hub.listAccountsPaginator(_ -> {}).stream().flatMap(page -> page.accounts().stream()))
                .hasSize(27);
        assertThat(hub.listAccounts(_ -> {}).accounts()).hasSize(20);
    }

    @Test
    void keepsATreeOfUnitsAndAccounts() {
        String workloads = unit(root, "workloads");
        String production = unit(workloads, "production");
        move(production);
        hub.tagResource(r -> r.resourceId(MEMBER)
                .tags(Tag.builder().key("team").value("payments").build()));
        hub.closeAccount(r -> r.accountId(MEMBER));

        assertThat(hub.listOrganizationalUnitsForParent(r -> r.parentId(workloads))
                        .organizationalUnits())
                .singleElement()
                .satisfies(unit -> assertThat(unit.name()).isEqualTo("production"));
        assertThat(hub.listAccountsForParent(r -> r.parentId(production)).accounts())
                .singleElement()
                .satisfies(account -> assertThat(account.statusAsString()).isEqualTo("SUSPENDED"));
        assertThat(hub.listAccountsForParent(r -> r.parentId(root)).accounts())
                .extracting(Account::id)
                .containsExactly(HUB);
        assertThat(hub.listParents(r -> r.childId(MEMBER)).parents())
                .singleElement()
                .satisfies(parent -> assertThat(parent.id()).isEqualTo(production));
        assertThat(hub.listTagsForResource(r -> r.resourceId(MEMBER)).tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.value()).isEqualTo("payments"));
        expect("DuplicateOrganizationalUnitException", 400, () -> unit(root, "workloads"));
        expect("ParentNotFoundException", 400, () -> unit("ou-0000-00000000", "any"));
    }

    @Test
    void deniesItsMembersWhatItSaysAndNotItsManagers() {
        String unit = unit(root, "workloads");
        move(unit);
        attach(unit, "Deny", "iam:ListUsers");
        attach(root, "Deny", "iam:ListRoles");

        assertThatThrownBy(member::listUsers).hasMessageContaining("with an explicit deny in a service control policy");
        assertThatThrownBy(member::listRoles).hasMessageContaining("with an explicit deny in a service control policy");
        try (IamClient manager = iam(HUB)) {
            manager.listUsers();
            manager.listRoles();
        }
        hub.moveAccount(r -> r.accountId(MEMBER).sourceParentId(unit).destinationParentId(root));
        member.listUsers();
    }

    @Test
    void allowsOnlyWhatEveryLevelDoes() {
        String policy = attach(MEMBER, "Allow", "iam:ListUsers");
        hub.detachPolicy(r -> r.targetId(MEMBER).policyId("p-FullAWSAccess"));

        member.listUsers();
        assertThatThrownBy(member::listRoles)
                .hasMessageContaining("because no service control policy allows the iam:ListRoles action");
        expect("PolicyInUseException", 400, () -> hub.deletePolicy(r -> r.policyId(policy)));
        expect(
                "ConstraintViolationException",
                400,
                () -> hub.detachPolicy(r -> r.targetId(MEMBER).policyId(policy)));

        hub.attachPolicy(r -> r.targetId(MEMBER).policyId("p-FullAWSAccess"));
        hub.detachPolicy(r -> r.targetId(MEMBER).policyId(policy));
        hub.deletePolicy(r -> r.policyId(policy));
        member.listRoles();
    }

    @Test
    void holdsASessionToThePolicyOfItsOwnAccountOnly() {
        member.createRole(r -> r.roleName("scan").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"},
                  "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "%s"}}}]}""".formatted(
                        hub.describeOrganization().organization().id())));
        member.putRolePolicy(r -> r.roleName("scan").policyName("read").policyDocument(policy("Allow", "iam:List*")));
        attach(MEMBER, "Deny", "sts:AssumeRole\", \"iam:ListRoles");

        try (IamClient session = assumedBy(HUB)) {
            session.listUsers();
            assertThatThrownBy(session::listRoles)
                    .hasMessageContaining("with an explicit deny in a service control policy");
        }
        assertThatThrownBy(() -> assumedBy(MEMBER))
                .hasMessageContaining("sts:AssumeRole")
                .hasMessageContaining("with an explicit deny in a service control policy");
    }

    private String unit(String parent, String name) {
        return hub.createOrganizationalUnit(r -> r.parentId(parent).name(name))
                .organizationalUnit()
                .id();
    }

    private void move(String unit) {
        hub.moveAccount(r -> r.accountId(MEMBER).sourceParentId(root).destinationParentId(unit));
    }

    private String attach(String target, String effect, String actions) {
        String id = hub.createPolicy(r -> r.name(target + effect)
                        .description("")
                        .type(PolicyType.SERVICE_CONTROL_POLICY)
                        .content(policy(effect, actions)))
                .policy()
                .policySummary()
                .id();
        hub.attachPolicy(r -> r.targetId(target).policyId(id));
        return id;
    }

    private static String policy(String effect, String actions) {
        return """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "%s", "Action": ["%s"], "Resource": "*"}]}""".formatted(effect, actions);
    }

    private IamClient assumedBy(String account) {
        return Clients.inRole(aws, IamClient.builder(), account, "arn:aws:iam::%s:role/scan".formatted(MEMBER));
    }

    private IamClient iam(String account) {
        return Clients.in(aws, IamClient.builder(), account, Clients.REGION);
    }

    private static OrganizationsClient organizations(LocalAws aws, String account) {
        return Clients.in(aws, OrganizationsClient.builder(), account, Region.US_EAST_1);
    }
}
