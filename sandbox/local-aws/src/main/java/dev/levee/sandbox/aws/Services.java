package dev.levee.sandbox.aws;

import dev.levee.sandbox.aws.cloudformation.CloudFormationService;
import dev.levee.sandbox.aws.cloudfront.CloudFrontService;
import dev.levee.sandbox.aws.cloudtrail.CloudTrailService;
import dev.levee.sandbox.aws.cloudwatch.CloudWatchService;
import dev.levee.sandbox.aws.cloudwatch.Metrics;
import dev.levee.sandbox.aws.ec2.Ec2Service;
import dev.levee.sandbox.aws.eks.EksService;
import dev.levee.sandbox.aws.elb.ElbService;
import dev.levee.sandbox.aws.elbv2.ElbV2Service;
import dev.levee.sandbox.aws.events.EventsService;
import dev.levee.sandbox.aws.iam.Authorizer;
import dev.levee.sandbox.aws.iam.Directory;
import dev.levee.sandbox.aws.iam.IamService;
import dev.levee.sandbox.aws.iam.KnownPrincipals;
import dev.levee.sandbox.aws.iam.ServiceRoles;
import dev.levee.sandbox.aws.iam.StsService;
import dev.levee.sandbox.aws.kinesis.ShardMetrics;
import dev.levee.sandbox.aws.kms.KeyUses;
import dev.levee.sandbox.aws.kms.KmsService;
import dev.levee.sandbox.aws.lambda.FunctionRuntime;
import dev.levee.sandbox.aws.lambda.LambdaService;
import dev.levee.sandbox.aws.logs.Retention;
import dev.levee.sandbox.aws.modelled.ModelledService;
import dev.levee.sandbox.aws.organizations.Organization;
import dev.levee.sandbox.aws.organizations.OrganizationsService;
import dev.levee.sandbox.aws.rds.RdsService;
import dev.levee.sandbox.aws.s3.NewBuckets;
import dev.levee.sandbox.aws.s3.S3Service;
import dev.levee.sandbox.aws.secretsmanager.SecretsManagerService;
import dev.levee.sandbox.aws.sqs.SqsService;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The services of the local cloud. A new one is added here.
final class Services implements AutoCloseable {

    private static final Duration DATABASES_TAKE = Duration.ofSeconds(3);
    private static final Duration INSTANCES_TAKE = Duration.ofSeconds(3);
    private static final Duration LOAD_BALANCERS_TAKE = Duration.ofSeconds(3);

    private final LambdaService functions;
    private final EventsService events;
    private final List<AwsService> all;

    Services(
            Store store,
            Directory directory,
            Authorizer authorizer,
            Organization organization,
            URI endpoint,
            Clock clock,
            NewBuckets newBuckets,
            Optional<FunctionRuntime> runtime) {
        KeyUses keys = new KeyUses(store, authorizer);
        SqsService queues = new SqsService(clock, keys);
        Metrics metrics = new Metrics();
        ServiceRoles roles = new ServiceRoles(directory, authorizer);
        functions = new LambdaService(store, roles, runtime, endpoint, clock, metrics);
        events = new EventsService(store, queues, functions, authorizer, roles, metrics, clock);
        KnownPrincipals principals = new KnownPrincipals(directory);
        all = List.of(
                new IamService(store, directory, organization),
                new StsService(directory, authorizer),
                new OrganizationsService(organization),
                new S3Service(store, newBuckets),
                new Ec2Service(store, INSTANCES_TAKE),
                new ElbService(store),
                new ElbV2Service(store, LOAD_BALANCERS_TAKE),
                new RdsService(store, DATABASES_TAKE),
                new KmsService(store, principals, authorizer),
                new CloudTrailService(store),
                new SecretsManagerService(store, principals, keys),
                queues,
                events,
                functions,
                new CloudWatchService(store, metrics),
                new CloudFormationService(store),
                new ModelledService("athena", store),
                new ModelledService("autoscaling", store),
                new ModelledService("dynamodb", store),
                new ModelledService("firehose", store),
                new ModelledService("fsx", store),
                new ModelledService("glue", store),
                new ModelledService("kinesis", store, ShardMetrics.twists()),
                new ModelledService("logs", store, Retention.twists()),
                new ModelledService("redshift", store),
                new ModelledService("sns", store),
                new CloudFrontService(store),
                new EksService(store),
                new ModelledService("opensearch", store),
                new ModelledService("xray", store));
    }

    List<AwsService> all() {
        return all;
    }

    LambdaService functions() {
        return functions;
    }

    /// Fires the schedules that are due. Done once what they call is.
    CompletableFuture<Void> runDue() {
        return events.runDue();
    }

    @Override
    public void close() {
        functions.close();
    }
}
