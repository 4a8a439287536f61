package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

class Ec2ServiceTest {

    private static LocalAws aws;
    private static Ec2Client ec2;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().start();
        ec2 = Clients.in(aws, Ec2Client.builder());
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void hasADefaultVpcWithADefaultGroup() {
        String vpc = defaultVpc();

        assertThat(ec2.describeSecurityGroups(r -> r.filters(filter("vpc-id", vpc), filter("group-name", "default")))
                        .securityGroups())
                .singleElement()
                .satisfies(group -> assertThat(group.ipPermissions().getFirst().userIdGroupPairs())
                        .singleElement()
                        .satisfies(pair -> assertThat(pair.groupId()).isEqualTo(group.groupId())));
        expect("InvalidVpcID.NotFound", 400, () -> ec2.describeVpcs(r -> r.vpcIds("vpc-00000000")));
        assertThat(ec2.describeNetworkInterfaces().networkInterfaces()).isEmpty();
    }

    @Test
    void createsAGroupThatLetsEverythingOut() {
        SecurityGroup group = group(create("new-group"));

        assertThat(group.ipPermissions()).isEmpty();
        assertThat(group.ipPermissionsEgress()).singleElement().satisfies(permission -> {
            assertThat(permission.ipProtocol()).isEqualTo("-1");
            assertThat(permission.fromPort()).isNull();
            assertThat(permission.ipRanges()).extracting(IpRange::cidrIp).containsExactly("0.0.0.0/0");
        });
        expect("InvalidGroup.Duplicate", 400, () -> create("new-group"));
        expect("InvalidGroup.NotFound", 400, () -> group("sg-00000000000000000"));
        expect("InvalidGroupId.Malformed", 400, () -> group("new-group"));
    }

    @Test
    void makesOneRuleOfEachRange() {
        String id = create("ranges");

        List<SecurityGroupRule> rules = ec2.authorizeSecurityGroupIngress(r -> r.groupId(id)
                        .ipPermissions(p -> p.ipProtocol("6")
                                .fromPort(22)
                                .toPort(22)
                                .ipRanges(c -> c.cidrIp("10.1.2.3/8").description("ours"), c -> c.cidrIp("0.0.0.0/0"))
                                .ipv6Ranges(c -> c.cidrIpv6("0:0::/0"))))
                .securityGroupRules();

        assertThat(rules).extracting(SecurityGroupRule::cidrIpv4).contains("10.0.0.0/8", "0.0.0.0/0");
        assertThat(rules).extracting(SecurityGroupRule::cidrIpv6).contains("::/0");
        assertThat(rules).extracting(SecurityGroupRule::ipProtocol).containsOnly("tcp");
        assertThat(rules).extracting(SecurityGroupRule::securityGroupRuleId).allMatch(sgr -> sgr.startsWith("sgr-"));
        assertThat(group(id).ipPermissions()).hasSize(1);
        assertThat(ingressRules(id)).hasSize(3);
    }

    @Test
    void takesTheFlatFormToo() {
        String id = create("flat");

        ec2.authorizeSecurityGroupIngress(
                r -> r.groupId(id).ipProtocol("tcp").fromPort(3389).toPort(3389).cidrIp("0.0.0.0/0"));
        assertThat(group(id).ipPermissions())
                .singleElement()
                .satisfies(permission -> assertThat(permission.fromPort()).isEqualTo(3389));

        ec2.revokeSecurityGroupIngress(
                r -> r.groupId(id).ipProtocol("tcp").fromPort(3389).toPort(3389).cidrIp("0.0.0.0/0"));
        assertThat(group(id).ipPermissions()).isEmpty();
    }

    @Test
    void addsAllRulesOrNone() {
        String id = create("all-or-none");
        authorize(id, 22, "0.0.0.0/0");

        expect(
                "InvalidPermission.Duplicate",
                400,
                () -> ec2.authorizeSecurityGroupIngress(
                        r -> r.groupId(id).ipPermissions(tcp(443, "0.0.0.0/0"), tcp(22, "0.0.0.0/0"))));

        assertThat(ingressRules(id)).hasSize(1);
    }

    @Test
    void refusesWhatIsNoRange() {
        String id = create("no-range");

        expect("InvalidParameterValue", 400, () -> authorize(id, 22, "0.0.0.0/64"));
        expect("InvalidParameterValue", 400, () -> authorize(id, 70_000, "0.0.0.0/0"));
        expect("MissingParameter", 400, () -> ec2.authorizeSecurityGroupIngress(r -> r.groupId(id)));
    }

    @Test
    void revokesByRuleIdOnlyThatRule() {
        String id = create("by-rule-id");
        authorize(id, 22, "0.0.0.0/0");
        authorize(id, 22, "10.0.0.0/8");
        String open = ingressRules(id).stream()
                .filter(rule -> "0.0.0.0/0".equals(rule.cidrIpv4()))
                .findFirst()
                .orElseThrow()
                .securityGroupRuleId();

        assertThat(ec2.revokeSecurityGroupIngress(r -> r.groupId(id).securityGroupRuleIds(open))
                        .revokedSecurityGroupRules())
                .singleElement()
                .satisfies(revoked -> assertThat(revoked.cidrIpv4()).isEqualTo("0.0.0.0/0"));

        assertThat(ingressRules(id)).extracting(SecurityGroupRule::cidrIpv4).containsExactly("10.0.0.0/8");
        expect(
                "InvalidSecurityGroupRuleId.NotFound",
                400,
                () -> ec2.revokeSecurityGroupIngress(r -> r.groupId(id).securityGroupRuleIds(open)));
    }

    @Test
    void saysWhichPermissionsOfADefaultVpcItDidNotFind() {
        String id = create("in-default-vpc");

        assertThat(ec2.revokeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(tcp(22, "0.0.0.0/0")))
                        .unknownIpPermissions())
                .hasSize(1);
    }

    @Test
    void refusesToRevokeWhatAGroupOfAnotherVpcDoesNotHave() {
        String vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        String id = ec2.createSecurityGroup(
                        r -> r.groupName("elsewhere").description("d").vpcId(vpc))
                .groupId();

        expect(
                "InvalidPermission.NotFound",
                400,
                () -> ec2.revokeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(tcp(22, "0.0.0.0/0"))));
    }

    @Test
    void opensAndClosesEgress() {
        String id = create("egress");

        ec2.revokeSecurityGroupEgress(r ->
                r.groupId(id).ipPermissions(p -> p.ipProtocol("-1").ipRanges(c -> c.cidrIp("0.0.0.0/0"))));
        ec2.authorizeSecurityGroupEgress(r -> r.groupId(id).ipPermissions(tcp(443, "0.0.0.0/0")));

        assertThat(group(id).ipPermissionsEgress())
                .singleElement()
                .satisfies(permission -> assertThat(permission.fromPort()).isEqualTo(443));
    }

    @Test
    void narrowsARuleInPlace() {
        String id = create("in-place");
        authorize(id, 22, "0.0.0.0/0");
        String rule = ingressRules(id).getFirst().securityGroupRuleId();

        ec2.modifySecurityGroupRules(r -> r.groupId(id)
                .securityGroupRules(change -> change.securityGroupRuleId(rule)
                        .securityGroupRule(to ->
                                to.ipProtocol("tcp").fromPort(22).toPort(22).cidrIpv4("10.0.0.0/8"))));

        assertThat(ingressRules(id)).singleElement().satisfies(changed -> {
            assertThat(changed.securityGroupRuleId()).isEqualTo(rule);
            assertThat(changed.cidrIpv4()).isEqualTo("10.0.0.0/8");
        });
    }

    @Test
    void findsGroupsByWhatTheyLetIn() {
        String open = create("filter-open");
        String closed = create("filter-closed");
        authorize(open, 22, "0.0.0.0/0");
        authorize(closed, 22, "10.9.0.0/16");

        assertThat(ec2.describeSecurityGroups(r ->
                                r.filters(filter("ip-permission.cidr", "0.0.0.0/0"), filter("group-name", "filter-*")))
                        .securityGroups())
                .extracting(SecurityGroup::groupId)
                .containsExactly(open);
        expect("InvalidParameterValue", 400, () -> ec2.describeSecurityGroups(r -> r.filters(filter("colour", "red"))));
    }

    @Test
    void listsPageByPage() {
        for (int i = 0; i < 6; i++) {
            create("paged-" + i);
        }

        assertThat(ec2.describeSecurityGroupsPaginator(r -> r.maxResults(5).filters(filter("group-name", "paged-*")))
                        .securityGroups())
                .hasSize(6);
    }

    @Test
    void deletesGroupsNobodyNeeds() {
        String needed = create("needed");
        String needing = create("needing");
        ec2.authorizeSecurityGroupIngress(r -> r.groupId(needing)
                .ipPermissions(p -> p.ipProtocol("-1").userIdGroupPairs(pair -> pair.groupId(needed))));

        expect("DependencyViolation", 400, () -> ec2.deleteSecurityGroup(r -> r.groupId(needed)));
        ec2.deleteSecurityGroup(r -> r.groupId(needing));
        ec2.deleteSecurityGroup(r -> r.groupId(needed));

        expect("InvalidGroup.NotFound", 400, () -> group(needed));
        expect("CannotDelete", 400, () -> ec2.deleteSecurityGroup(r -> r.groupName("default")));
    }

    @Test
    void changesNothingInADryRun() {
        String id = create("dry-run");

        expect(
                "DryRunOperation",
                412,
                () -> ec2.deleteSecurityGroup(r -> r.groupId(id).dryRun(true)));

        assertThat(group(id).groupName()).isEqualTo("dry-run");
    }

    private static String create(String name) {
        return ec2.createSecurityGroup(r -> r.groupName(name).description("a group"))
                .groupId();
    }

    private static SecurityGroup group(String id) {
        return ec2.describeSecurityGroups(r -> r.groupIds(id)).securityGroups().getFirst();
    }

    private static List<SecurityGroupRule> ingressRules(String group) {
        return ec2.describeSecurityGroupRules(r -> r.filters(filter("group-id", group))).securityGroupRules().stream()
                .filter(rule -> !rule.isEgress())
                .toList();
    }

    private static void authorize(String group, int port, String cidr) {
        ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(tcp(port, cidr)));
    }

    private static IpPermission tcp(int port, String cidr) {
        return IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .ipRanges(range -> range.cidrIp(cidr))
                .build();
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private static String defaultVpc() {
        return ec2.describeVpcs(r -> r.filters(filter("is-default", "true")))
                .vpcs()
                .getFirst()
                .vpcId();
    }
}
