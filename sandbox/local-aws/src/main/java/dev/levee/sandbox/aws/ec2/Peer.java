package dev.levee.sandbox.aws.ec2;

import java.util.Optional;
import java.util.function.Function;

/// The other side of the traffic.
record Peer(Kind kind, String value) {

    /// What can be on the other side, and what the API calls it in its different places.
    enum Kind {
        IPV4("CidrIpv4", "IpRanges", "CidrIp", Cidr::ipv4),
        IPV6("CidrIpv6", "Ipv6Ranges", "CidrIpv6", Cidr::ipv6),
        PREFIX_LIST("PrefixListId", "PrefixListIds", "PrefixListId", Optional::of),
        GROUP("ReferencedGroupId", "UserIdGroupPairs", "GroupId", Optional::of);

        /// In a security group rule.
        final String ruleMember;

        /// In a permission, the list of such peers.
        final String list;

        /// In one element of that list.
        final String listMember;

        private final Function<String, Optional<String>> canonical;

        Kind(String ruleMember, String list, String listMember, Function<String, Optional<String>> canonical) {
            this.ruleMember = ruleMember;
            this.list = list;
            this.listMember = listMember;
            this.canonical = canonical;
        }

        Peer peer(String text) {
            return new Peer(
                    this,
                    canonical
                            .apply(text)
                            .orElseThrow(() -> Ec2Faults.invalid("CIDR block %s is malformed".formatted(text))));
        }
    }
}
