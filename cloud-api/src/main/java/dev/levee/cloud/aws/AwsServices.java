package dev.levee.cloud.aws;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Every service that can be called, by the prefix of its operations. A new one is a line here and its artifact in the
/// pom.
final class AwsServices {

    private static final Map<String, Class<? extends SdkClient>> CLIENTS = Map.ofEntries(
            Map.entry("cloudtrail", CloudTrailClient.class),
            Map.entry("ec2", Ec2Client.class),
            Map.entry("events", EventBridgeClient.class),
            Map.entry("iam", IamClient.class),
            Map.entry("kms", KmsClient.class),
            Map.entry("rds", RdsClient.class),
            Map.entry("s3", S3Client.class),
            Map.entry("secretsmanager", SecretsManagerClient.class),
            Map.entry("sqs", SqsClient.class),
            Map.entry("sts", StsClient.class));

    private AwsServices() {}

    static Set<String> names() {
        return new TreeSet<>(CLIENTS.keySet());
    }

    static Class<? extends SdkClient> client(String service) {
        Class<? extends SdkClient> client = CLIENTS.get(service);
        if (client == null) {
            throw new IllegalArgumentException("unknown AWS service %s; known are %s".formatted(service, names()));
        }
        return client;
    }

    /// An `XxxClient.builder()`.
    static AwsClientBuilder<?, ?> builder(String service) {
        try {
            return (AwsClientBuilder<?, ?>) client(service).getMethod("builder").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the SDK's client of %s has no builder".formatted(service), e);
        }
    }
}
