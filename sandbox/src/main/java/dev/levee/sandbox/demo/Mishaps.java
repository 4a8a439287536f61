package dev.levee.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.SandboxAccount;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What goes wrong in the demo's accounts: one mishap for each control, in every account, each in its own region.
final class Mishaps {

    private Mishaps() {}

    /// In the order they happen.
    static List<Mishap> in(List<SandboxAccount> accounts) {
        return Stream.iterate(0, i -> i < accounts.size(), i -> i + 1)
                .flatMap(i -> in(
                        accounts.get(i),
                        accounts.get(i)
                                .regions()
                                .get(i % accounts.get(i).regions().size())))
                .toList();
    }

    private static Stream<Mishap> in(SandboxAccount account, String region) {
        return Stream.of(
                bucket(account, region),
                group(account, region),
                passwords(account),
                database(account, region),
                key(account, region),
                trail(account, region));
    }

    private static Mishap bucket(SandboxAccount account, String region) {
        String name = "%s-invoices-%s".formatted(account.name(), region);
        String location = region.equals("us-east-1")
                ? ""
                : ", 'CreateBucketConfiguration': {'LocationConstraint': '%s'}".formatted(region);
        return new Mishap(
                "bucket %s created without encryption and open to public policies".formatted(name),
                account.id(),
                region,
                List.of("aws-s3-bucket-default-encryption", "aws-s3-bucket-block-public-access"),
                calls -> {
                    calls.make("s3:CreateBucket", "{'Bucket': '%s'%s}", name, location);
                    return "arn:aws:s3:::" + name;
                },
                (calls, _) -> {
                    JsonNode encryption = calls.look("s3:GetBucketEncryption", "{'Bucket': '%s'}", name);
                    JsonNode block = calls.look("s3:GetPublicAccessBlock", "{'Bucket': '%s'}", name)
                            .path("PublicAccessBlockConfiguration");
                    return encryption.findValue("SSEAlgorithm") == null
                            ? Optional.of("it has no default encryption")
                            : stillWrong(
                                    !allTrue(
                                            block,
                                            "BlockPublicAcls",
                                            "IgnorePublicAcls",
                                            "BlockPublicPolicy",
                                            "RestrictPublicBuckets"),
                                    "public access is not blocked");
                });
    }

    private static Mishap group(SandboxAccount account, String region) {
        return new Mishap(
                "security group opened to 0.0.0.0/0 and ::/0 on port 22, beside 10.0.0.0/8",
                account.id(),
                region,
                List.of("aws-ec2-security-group-open-ssh"),
                calls -> {
                    String id = calls.make(
                                    "ec2:CreateSecurityGroup", "{'GroupName': 'web', 'Description': 'web servers'}")
                            .path("GroupId")
                            .asText();
                    calls.make("ec2:AuthorizeSecurityGroupIngress", """
                            {'GroupId': '%s', 'IpPermissions': [{'IpProtocol': 'tcp', 'FromPort': 22, 'ToPort': 22,
                             'IpRanges': [{'CidrIp': '0.0.0.0/0'}, {'CidrIp': '10.0.0.0/8', 'Description': 'office'}],
                             'Ipv6Ranges': [{'CidrIpv6': '::/0'}]}]}""", id);
                    return "arn:aws:ec2:%s:%s:security-group/%s".formatted(region, account.id(), id);
                },
                (calls, arn) -> {
                    JsonNode permissions = calls.look(
                                    "ec2:DescribeSecurityGroups",
                                    "{'GroupIds': ['%s']}",
                                    arn.substring(arn.lastIndexOf('/') + 1))
                            .path("SecurityGroups")
                            .path(0)
                            .path("IpPermissions");
                    String left =
                            permissions.findValuesAsText("CidrIp") + " " + permissions.findValuesAsText("CidrIpv6");
                    return stillWrong(!left.equals("[10.0.0.0/8] []"), "its sources are " + left);
                });
    }

    private static Mishap passwords(SandboxAccount account) {
        return new Mishap(
                "password policy weakened to 6 characters",
                account.id(),
                "us-east-1",
                List.of("aws-iam-password-policy-minimum-length"),
                calls -> {
                    calls.make(
                            "iam:UpdateAccountPasswordPolicy",
                            "{'MinimumPasswordLength': 6, 'RequireSymbols': true, 'MaxPasswordAge': 30}");
                    return "arn:aws:iam::%s:root".formatted(account.id());
                },
                (calls, _) -> {
                    JsonNode policy =
                            calls.look("iam:GetAccountPasswordPolicy", "{}").path("PasswordPolicy");
                    return policy.path("MaxPasswordAge").asInt() != 30
                            ? Optional.of("the fix changed the maximum age, which was right")
                            : stillWrong(
                                    policy.path("MinimumPasswordLength").asInt() < 16,
                                    "passwords may have " + policy.path("MinimumPasswordLength") + " characters");
                });
    }

    private static Mishap database(SandboxAccount account, String region) {
        return new Mishap(
                "database orders created without deletion protection",
                account.id(),
                region,
                List.of("aws-rds-instance-deletion-protection"),
                calls -> calls.make("rds:CreateDBInstance", """
                                {'DBInstanceIdentifier': 'orders', 'Engine': 'postgres', 'DBInstanceClass': 'db.t4g.micro',
                                 'AllocatedStorage': 20, 'MasterUsername': 'orders', 'ManageMasterUserPassword': true}""")
                        .path("DBInstance")
                        .path("DBInstanceArn")
                        .asText(),
                (calls, _) -> stillWrong(
                        !calls.look("rds:DescribeDBInstances", "{'DBInstanceIdentifier': 'orders'}")
                                .path("DBInstances")
                                .path(0)
                                .path("DeletionProtection")
                                .asBoolean(),
                        "it has no deletion protection"));
    }

    private static Mishap key(SandboxAccount account, String region) {
        return new Mishap(
                "KMS key created without rotation",
                account.id(),
                region,
                List.of("aws-kms-key-rotation"),
                calls -> calls.make("kms:CreateKey", "{'Description': 'invoices'}")
                        .path("KeyMetadata")
                        .path("Arn")
                        .asText(),
                (calls, arn) -> stillWrong(
                        !calls.look("kms:GetKeyRotationStatus", "{'KeyId': '%s'}", arn)
                                .path("KeyRotationEnabled")
                                .asBoolean(),
                        "it does not rotate"));
    }

    private static Mishap trail(SandboxAccount account, String region) {
        String bucket = "%s-trail-%s".formatted(account.name(), region);
        return new Mishap(
                "trail management created without log file validation",
                account.id(),
                region,
                List.of("aws-cloudtrail-log-file-validation"),
                calls -> calls.make(
                                "cloudtrail:CreateTrail",
                                "{'Name': 'management', 'S3BucketName': '%s', 'EnableLogFileValidation': false}",
                                bucket)
                        .path("TrailARN")
                        .asText(),
                (calls, arn) -> stillWrong(
                        !calls.look("cloudtrail:GetTrail", "{'Name': '%s'}", arn)
                                .path("Trail")
                                .path("LogFileValidationEnabled")
                                .asBoolean(),
                        "its log files are not validated"));
    }

    private static boolean allTrue(JsonNode node, String... members) {
        return Stream.of(members).allMatch(member -> node.path(member).asBoolean());
    }

    private static Optional<String> stillWrong(boolean wrong, String what) {
        return wrong ? Optional.of(what) : Optional.empty();
    }
}
