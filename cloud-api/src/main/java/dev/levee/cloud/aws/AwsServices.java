package dev.levee.cloud.aws;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.fsx.FSxClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.opensearch.OpenSearchClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.xray.XRayClient;

/// Every service that can be called, by the prefix of its operations. A new one is a line here and its artifact in the
/// pom.
final class AwsServices {

    private static final Map<String, Class<? extends SdkClient>> CLIENTS = Map.ofEntries(
            Map.entry("athena", AthenaClient.class),
            Map.entry("autoscaling", AutoScalingClient.class),
            Map.entry("cloudformation", CloudFormationClient.class),
            Map.entry("cloudfront", CloudFrontClient.class),
            Map.entry("cloudtrail", CloudTrailClient.class),
            Map.entry("cloudwatch", CloudWatchClient.class),
            Map.entry("dynamodb", DynamoDbClient.class),
            Map.entry("ec2", Ec2Client.class),
            Map.entry("eks", EksClient.class),
            Map.entry("elb", ElasticLoadBalancingClient.class),
            Map.entry("elbv2", ElasticLoadBalancingV2Client.class),
            Map.entry("events", EventBridgeClient.class),
            Map.entry("firehose", FirehoseClient.class),
            Map.entry("fsx", FSxClient.class),
            Map.entry("glue", GlueClient.class),
            Map.entry("iam", IamClient.class),
            Map.entry("kinesis", KinesisClient.class),
            Map.entry("kms", KmsClient.class),
            Map.entry("lambda", LambdaClient.class),
            Map.entry("logs", CloudWatchLogsClient.class),
            Map.entry("opensearch", OpenSearchClient.class),
            Map.entry("organizations", OrganizationsClient.class),
            Map.entry("rds", RdsClient.class),
            Map.entry("redshift", RedshiftClient.class),
            Map.entry("s3", S3Client.class),
            Map.entry("secretsmanager", SecretsManagerClient.class),
            Map.entry("sns", SnsClient.class),
            Map.entry("sqs", SqsClient.class),
            Map.entry("sts", StsClient.class),
            Map.entry("xray", XRayClient.class));

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
