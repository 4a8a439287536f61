package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.RuleAction;

class NetworkAclsTest {

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
    void letsEverythingThroughInANewVpc() {
        NetworkAcl acl = defaultAcl(vpc());

        assertThat(acl.isDefault()).isTrue();
        assertThat(acl.entries())
                .extracting(NetworkAclEntry::egress, NetworkAclEntry::ruleNumber, NetworkAclEntry::ruleActionAsString)
                .containsExactly(
                        tuple(true, 100, "allow"),
                        tuple(true, 32767, "deny"),
                        tuple(false, 100, "allow"),
                        tuple(false, 32767, "deny"));
    }

    @Test
    void putsNewSubnetsUnderTheDefaultAcl() {
        String vpc = vpc();
        String subnet = ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock("10.0.1.0/24"))
                .subnet()
                .subnetId();
        String own = ec2.createNetworkAcl(r -> r.vpcId(vpc)).networkAcl().networkAclId();
        String association = defaultAcl(vpc).associations().getFirst().networkAclAssociationId();

        ec2.replaceNetworkAclAssociation(r -> r.associationId(association).networkAclId(own));

        assertThat(defaultAcl(vpc).associations()).isEmpty();
        assertThat(describe(own).associations())
                .singleElement()
                .satisfies(moved -> assertThat(moved.subnetId()).isEqualTo(subnet));
        expect("DependencyViolation", 400, () -> ec2.deleteNetworkAcl(r -> r.networkAclId(own)));
    }

    @Test
    void keepsEntriesInTheOrderOfTheirNumbers() {
        String acl = ec2.createNetworkAcl(r -> r.vpcId(vpc())).networkAcl().networkAclId();
        allow(acl, 200, "10.0.0.0/8");
        allow(acl, 100, "0.0.0.0/0");
        expect("NetworkAclEntryAlreadyExists", 400, () -> allow(acl, 100, "10.0.0.0/8"));

        ec2.replaceNetworkAclEntry(r -> r.networkAclId(acl)
                .egress(false)
                .ruleNumber(100)
                .protocol("-1")
                .ruleAction(RuleAction.ALLOW)
                .cidrBlock("203.0.113.0/24"));

        assertThat(ingress(acl)).containsExactly("203.0.113.0/24", "10.0.0.0/8", "0.0.0.0/0");
        ec2.deleteNetworkAclEntry(r -> r.networkAclId(acl).egress(false).ruleNumber(200));
        expect(
                "InvalidNetworkAclEntry.NotFound",
                400,
                () -> ec2.deleteNetworkAclEntry(
                        r -> r.networkAclId(acl).egress(false).ruleNumber(200)));
        expect("InvalidNetworkAclID.NotFound", 400, () -> describe("acl-00000000000000000"));
    }

    private static void allow(String acl, int number, String cidr) {
        ec2.createNetworkAclEntry(r -> r.networkAclId(acl)
                .egress(false)
                .ruleNumber(number)
                .protocol("-1")
                .ruleAction(RuleAction.ALLOW)
                .cidrBlock(cidr));
    }

    private static List<String> ingress(String acl) {
        return describe(acl).entries().stream()
                .filter(entry -> !entry.egress())
                .map(NetworkAclEntry::cidrBlock)
                .toList();
    }

    private static String vpc() {
        return ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    }

    private static NetworkAcl defaultAcl(String vpc) {
        return ec2.describeNetworkAcls(r -> r.filters(filter("vpc-id", vpc), filter("default", "true")))
                .networkAcls()
                .getFirst();
    }

    private static NetworkAcl describe(String id) {
        return ec2.describeNetworkAcls(r -> r.networkAclIds(id)).networkAcls().getFirst();
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
