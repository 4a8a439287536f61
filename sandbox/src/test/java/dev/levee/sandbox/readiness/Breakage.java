package dev.levee.sandbox.readiness;

import dev.levee.cloud.CloudApi;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// Something between Levee and an account that breaks.
///
/// @param step the verification's that fails then, with its region if there is one in each
/// @param mend what it says to do about it
record Breakage(String name, BiConsumer<VerifiedCloud, Owner> breaking, String step, String mend) {

    private static final String OTHER_ID = "11111111-2222-3333-4444-555555555555";
    private static final String OTHER_KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

    /// Each in turn, in an account where all was well. The controls are those of [AccountVerificationTest].
    static Stream<Breakage> all() {
        return Stream.of(
                new Breakage(
                        "the scan role is deleted",
                        (cloud, owner) -> owner.deleteRole("levee-scan"),
                        "scan-role",
                        "check that the role exists"),
                new Breakage(
                        "the scan role's external id is another one",
                        (cloud, owner) -> owner.trustOnly(
                                "levee-scan", OTHER_ID, cloud.hub().principals()),
                        "scan-role",
                        "its external id is the account's"),
                new Breakage(
                        "the secret is deleted",
                        (cloud, owner) -> owner.call(
                                "secretsmanager:DeleteSecret",
                                "{\"SecretId\": \"%s\", \"ForceDeleteWithoutRecovery\": true}",
                                owner.secret()),
                        "secret",
                        "restore it"),
                new Breakage(
                        "the secret is to be deleted",
                        (cloud, owner) -> owner.call(
                                "secretsmanager:DeleteSecret",
                                "{\"SecretId\": \"%s\", \"RecoveryWindowInDays\": 7}",
                                owner.secret()),
                        "secret",
                        "restore it"),
                new Breakage(
                        "the secret holds no key",
                        (cloud, owner) -> owner.call(
                                "secretsmanager:PutSecretValue",
                                "{\"SecretId\": \"%s\", \"SecretString\": \"correct horse\"}",
                                owner.secret()),
                        "code",
                        "which makes a new secret"),
                new Breakage(
                        "the secret holds another key than the rotator's",
                        (cloud, owner) -> owner.call(
                                "secretsmanager:PutSecretValue",
                                "{\"SecretId\": \"%s\", \"SecretString\": \"%s\"}",
                                owner.secret(),
                                OTHER_KEY),
                        "code",
                        "after a change of the secret the next rotation mends it"),
                new Breakage(
                        "the key's policy lets nobody decrypt",
                        Breakage::letNobodyDecrypt,
                        "secret",
                        "kms:Decrypt in the key's policy"),
                new Breakage(
                        "the key is disabled",
                        (cloud, owner) -> owner.call("kms:DisableKey", "{\"KeyId\": \"%s\"}", key(owner)),
                        "secret",
                        "enable the key"),
                new Breakage(
                        "the rotator's schedule is disabled",
                        (cloud, owner) -> {
                            owner.call("events:DisableRule", "{\"Name\": \"levee-rotator\"}");
                            cloud.pass(Duration.ofMinutes(15));
                        },
                        "code",
                        "levee-rotator"),
                new Breakage(
                        "the remediator role is deleted",
                        (cloud, owner) -> owner.deleteRole("levee-remediator"),
                        "remediator-role",
                        "deploy the stack anew"),
                new Breakage(
                        "the remediator role trusts another external id",
                        (cloud, owner) -> owner.trustOnly(
                                "levee-remediator", OTHER_ID, cloud.hub().principals()),
                        "remediator-role",
                        "external id"),
                new Breakage(
                        "the remediator role's boundary lacks a permission",
                        Breakage::narrowTheBoundary,
                        "fix-permissions",
                        "let the boundary allow it"),
                new Breakage(
                        "a policy of the organization denies a fix",
                        Breakage::denyByOrganization,
                        "fix-permissions",
                        "service control policy"),
                new Breakage(
                        "a policy of the remediator role is detached",
                        (cloud, owner) -> owner.attachedTo("levee-remediator")
                                .forEach(policy -> owner.detach("levee-remediator", policy)),
                        "fix-permissions",
                        "--mode automated --policy …) and deploy it; it lacks something for "
                                + String.join(
                                        ", ",
                                        Stream.of(AccountVerificationTest.CONTROLS)
                                                .sorted()
                                                .toList())),
                new Breakage(
                        "the scan role may not read what the controls look at",
                        (cloud, owner) -> owner.detach("levee-scan", "levee-scan-1"),
                        "read-permissions",
                        "levee onboard aws template --mode automated --policy …"),
                new Breakage(
                        "the forwarding rule of a region is disabled",
                        (cloud, owner) -> owner.callIn(
                                owner.otherRegion(), "events:DisableRule", "{\"Name\": \"levee-forward-events\"}"),
                        "events us-east-1",
                        "the rule levee-forward-events in us-east-1"));
    }

    private static void letNobodyDecrypt(VerifiedCloud cloud, Owner owner) {
        String policy = """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*",
                 "Principal": {"AWS": "arn:aws:iam::%s:root"}, "Action": ["kms:PutKeyPolicy", "kms:DescribeKey"]}]}""".formatted(owner.account().getId());
        owner.call(
                "kms:PutKeyPolicy",
                "{\"KeyId\": \"%s\", \"PolicyName\": \"default\", \"Policy\": %s}",
                key(owner),
                Owner.document(policy));
    }

    private static void narrowTheBoundary(VerifiedCloud cloud, Owner owner) {
        String policy = """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:*", "ec2:*"], "Resource": "*"}]}""";
        owner.call("iam:CreatePolicy", "{\"PolicyName\": \"narrow\", \"PolicyDocument\": %s}", Owner.document(policy));
        owner.call(
                "iam:PutRolePermissionsBoundary",
                "{\"RoleName\": \"levee-remediator\", \"PermissionsBoundary\": \"%s\"}",
                owner.policyArn("narrow"));
    }

    private static void denyByOrganization(VerifiedCloud cloud, Owner owner) {
        CloudApi hub = cloud.administrator(VerifiedCloud.HUB);
        String policy = """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "kms:EnableKeyRotation", "Resource": "*"}]}""";
        String id = Owner.call(hub, "organizations:CreatePolicy", VerifiedCloud.HUB_REGION, """
                        {"Name": "no-rotation", "Description": "", "Type": "SERVICE_CONTROL_POLICY", "Content": %s}""".formatted(
                                Owner.document(policy)))
                .at("/Policy/PolicySummary/Id")
                .asText();
        Owner.call(
                hub,
                "organizations:AttachPolicy",
                VerifiedCloud.HUB_REGION,
                "{\"PolicyId\": \"%s\", \"TargetId\": \"%s\"}"
                        .formatted(id, owner.account().getId()));
    }

    private static String key(Owner owner) {
        return owner.call("kms:DescribeKey", "{\"KeyId\": \"alias/levee-otp\"}")
                .at("/KeyMetadata/KeyId")
                .asText();
    }

    @Override
    public String toString() {
        return name;
    }
}
