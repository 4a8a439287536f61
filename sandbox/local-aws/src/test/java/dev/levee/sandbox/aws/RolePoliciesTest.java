package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Tag;

/// What limits a role: managed policies, a boundary, quotas.
class RolePoliciesTest {

    private static final String ROLE = "scan";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]}""";

    private final LocalAws aws = LocalAws.builder().start();
    private final IamClient iam = Clients.in(aws, IamClient.builder());

    @BeforeEach
    void createRole() {
        iam.createRole(r -> r.roleName(ROLE).assumeRolePolicyDocument(TRUST));
    }

    @AfterEach
    void close() {
        iam.close();
        aws.close();
    }

    @Test
    void letARoleDoWhatItsManagedPoliciesAllow() {
        String arn = create("users", allow("iam:ListUsers"));
        iam.attachRolePolicy(r -> r.roleName(ROLE).policyArn(arn));

        try (IamClient session = session()) {
            assertThat(session.listUsers().users()).isNotEmpty();
            iam.detachRolePolicy(r -> r.roleName(ROLE).policyArn(arn));
            assertThatThrownBy(session::listUsers)
                    .hasMessageContaining("because no identity-based policy allows the iam:ListUsers action");
        }
    }

    @Test
    void keepThePolicyUntilNobodyHasItAnyMore() {
        String arn = create("users", allow("iam:ListUsers"));
        iam.attachRolePolicy(r -> r.roleName(ROLE).policyArn(arn));

        assertThat(iam.listAttachedRolePolicies(r -> r.roleName(ROLE)).attachedPolicies())
                .containsExactly(AttachedPolicy.builder()
                        .policyName("users")
                        .policyArn(arn)
                        .build());
        assertThat(iam.getPolicy(r -> r.policyArn(arn)).policy().attachmentCount())
                .isEqualTo(1);
        expect("DeleteConflict", 409, () -> iam.deletePolicy(r -> r.policyArn(arn)));
        expect("DeleteConflict", 409, () -> iam.deleteRole(r -> r.roleName(ROLE)));

        iam.detachRolePolicy(r -> r.roleName(ROLE).policyArn(arn));
        iam.deletePolicy(r -> r.policyArn(arn));
        iam.deleteRole(r -> r.roleName(ROLE));
        expect("NoSuchEntity", 404, () -> iam.getPolicy(r -> r.policyArn(arn)));
    }

    @Test
    void obeyTheVersionInForce() {
        String arn = create("users", allow("iam:ListUsers"));
        iam.attachRolePolicy(r -> r.roleName(ROLE).policyArn(arn));

        iam.createPolicyVersion(
                r -> r.policyArn(arn).policyDocument(allow("iam:ListRoles")).setAsDefault(true));

        try (IamClient session = session()) {
            session.listRoles();
            expect("AccessDenied", 403, session::listUsers);
        }
        assertThat(URLDecoder.decode(
                        iam.getPolicyVersion(r -> r.policyArn(arn).versionId("v1"))
                                .policyVersion()
                                .document(),
                        StandardCharsets.UTF_8))
                .isEqualTo(allow("iam:ListUsers"));
        expect("DeleteConflict", 409, () -> iam.deletePolicy(r -> r.policyArn(arn)));
        iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v1"));
        assertThat(iam.listPolicyVersions(r -> r.policyArn(arn)).versions()).hasSize(1);
    }

    @Test
    void exceedNoBoundary() {
        iam.putRolePolicy(r -> r.roleName(ROLE).policyName("all").policyDocument(allow("iam:*")));
        String boundary = create("boundary", allow("iam:ListUsers"));

        iam.putRolePermissionsBoundary(r -> r.roleName(ROLE).permissionsBoundary(boundary));

        assertThat(iam.getRole(r -> r.roleName(ROLE))
                        .role()
                        .permissionsBoundary()
                        .permissionsBoundaryArn())
                .isEqualTo(boundary);
        expect("DeleteConflict", 409, () -> iam.deletePolicy(r -> r.policyArn(boundary)));
        try (IamClient session = session()) {
            session.listUsers();
            assertThatThrownBy(session::listRoles)
                    .hasMessageContaining("because no permissions boundary allows the iam:ListRoles action");
            iam.deleteRolePermissionsBoundary(r -> r.roleName(ROLE));
            session.listRoles();
        }
    }

    @Test
    void haveTheSizesIamTakes() {
        String tooLong = allow(actions(240));
        String spaced = allow("iam:ListUsers").replace(" ", " ".repeat(2000));

        expect("LimitExceeded", 409, () -> create("long", tooLong));
        create("spaced", spaced);
        iam.putRolePolicy(r -> r.roleName(ROLE).policyName("one").policyDocument(allow(actions(220))));
        expect(
                "LimitExceeded",
                409,
                () -> iam.putRolePolicy(r -> r.roleName(ROLE).policyName("two").policyDocument(allow(actions(220)))));
        expect(
                "LimitExceeded",
                409,
                () -> iam.updateAssumeRolePolicy(
                        r -> r.roleName(ROLE).policyDocument(TRUST.replace("\"111122223333\"", principals(60)))));
    }

    @Test
    void areTenAtMost() {
        for (int i = 0; i < 10; i++) {
            String arn = create("p" + i, allow("iam:ListUsers"));
            iam.attachRolePolicy(r -> r.roleName(ROLE).policyArn(arn));
        }
        String one = create("more", allow("iam:ListUsers"));

        expect(
                "LimitExceeded",
                409,
                () -> iam.attachRolePolicy(r -> r.roleName(ROLE).policyArn(one)));
    }

    @Test
    void areTaggedWithTheirRole() {
        iam.tagRole(r -> r.roleName(ROLE).tags(tag("levee:rotated-at", "2026-11-20T10:00:00Z"), tag("team", "a")));
        iam.tagRole(r -> r.roleName(ROLE).tags(tag("Levee:Rotated-At", "2026-11-20T10:05:00Z")));
        iam.untagRole(r -> r.roleName(ROLE).tagKeys("team"));

        assertThat(iam.listRoleTags(r -> r.roleName(ROLE)).tags())
                .containsExactly(tag("Levee:Rotated-At", "2026-11-20T10:05:00Z"));
        expect("InvalidInput", 400, () -> iam.tagRole(r -> r.roleName(ROLE).tags(tag("a;b", ""))));
    }

    @Test
    void changeHowLongASessionLasts() {
        iam.updateRole(r -> r.roleName(ROLE).maxSessionDuration(7200).description("reads"));

        assertThat(iam.getRole(r -> r.roleName(ROLE)).role()).satisfies(role -> {
            assertThat(role.maxSessionDuration()).isEqualTo(7200);
            assertThat(role.description()).isEqualTo("reads");
        });
    }

    private String create(String name, String policy) {
        return iam.createPolicy(r -> r.policyName(name).policyDocument(policy))
                .policy()
                .arn();
    }

    private static String allow(String action) {
        return """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": ["%s"], "Resource": "*"}]}""".formatted(action);
    }

    private static String actions(int count) {
        return IntStream.range(0, count)
                .mapToObj("ec2:DescribeNumber%08d"::formatted)
                .collect(Collectors.joining("\", \""));
    }

    private static String principals(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> "\"arn:aws:iam::111122223333:root\"")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private IamClient session() {
        return Clients.assuming(ROLE, aws, IamClient.builder());
    }
}
