package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.ACCOUNT;
import static dev.levee.sandbox.aws.Clients.OTHER_ACCOUNT;
import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.levee.sandbox.aws.s3.NewBuckets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.Tag;

class S3ServiceTest {

    private static LocalAws aws;
    private static S3Client s3;
    private static S3Client classic;
    private static S3Client stranger;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().accounts(ACCOUNT, OTHER_ACCOUNT).start();
        s3 = client(aws, ACCOUNT, Clients.REGION);
        classic = client(aws, ACCOUNT, Region.US_EAST_1);
        stranger = client(aws, OTHER_ACCOUNT, Clients.REGION);
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void createsABucketWhereItIsAskedTo() {
        create("where-asked");

        assertThat(s3.getBucketLocation(r -> r.bucket("where-asked")).locationConstraint())
                .isEqualTo(BucketLocationConstraint.EU_WEST_1);
        assertThat(s3.headBucket(r -> r.bucket("where-asked")).bucketRegion()).isEqualTo("eu-west-1");
        assertThat(s3.listBuckets().buckets()).anySatisfy(bucket -> {
            assertThat(bucket.name()).isEqualTo("where-asked");
            assertThat(bucket.bucketRegion()).isEqualTo("eu-west-1");
        });
    }

    @Test
    void knowsTheClassicRegionByItsEmptyLocation() {
        classic.createBucket(r -> r.bucket("classic-one"));

        classic.createBucket(r -> r.bucket("classic-one"));

        assertThat(classic.getBucketLocation(r -> r.bucket("classic-one")).locationConstraintAsString())
                .isNullOrEmpty();
    }

    @Test
    void refusesALocationThatDoesNotFitTheEndpoint() {
        expect(
                "IllegalLocationConstraintException",
                400,
                () -> s3.createBucket(r -> r.bucket("nowhere")
                        .createBucketConfiguration(c -> c.locationConstraint(BucketLocationConstraint.EU_CENTRAL_1))));
    }

    @Test
    void sharesNamesBetweenAllAccounts() {
        create("taken");

        assertThatThrownBy(() -> create("taken")).isInstanceOf(BucketAlreadyOwnedByYouException.class);
        assertThatThrownBy(() -> stranger.createBucket(r -> r.bucket("taken")
                        .createBucketConfiguration(c -> c.locationConstraint(BucketLocationConstraint.EU_WEST_1))))
                .isInstanceOf(BucketAlreadyExistsException.class);
        expect("AccessDenied", 403, () -> stranger.getBucketEncryption(r -> r.bucket("taken")));
        assertThat(stranger.listBuckets().buckets()).isEmpty();
    }

    @Test
    void refusesABucketOfAnotherOwnerThanExpected() {
        create("mine");

        expect(
                "AccessDenied",
                403,
                () -> s3.getPublicAccessBlock(r -> r.bucket("mine").expectedBucketOwner(OTHER_ACCOUNT)));
        assertThat(s3.getPublicAccessBlock(r -> r.bucket("mine").expectedBucketOwner(ACCOUNT))
                        .publicAccessBlockConfiguration())
                .isNotNull();
    }

    @Test
    void saysWhichRegionWasExpected() {
        create("far-away");

        expect("AuthorizationHeaderMalformed", 400, () -> classic.getBucketEncryption(r -> r.bucket("far-away")));
    }

    @Test
    void forgetsADeletedBucket() {
        create("short-lived");

        s3.deleteBucket(r -> r.bucket("short-lived"));

        assertThatThrownBy(() -> s3.headBucket(r -> r.bucket("short-lived"))).isInstanceOf(NoSuchBucketException.class);
        assertThatThrownBy(() -> s3.getBucketEncryption(r -> r.bucket("short-lived")))
                .isInstanceOf(NoSuchBucketException.class);
    }

    @Test
    void protectsNewBuckets() {
        create("protected");
        s3.deleteBucketEncryption(r -> r.bucket("protected"));

        assertThat(algorithm(s3, "protected")).isEqualTo(ServerSideEncryption.AES256);
        assertThat(s3.getPublicAccessBlock(r -> r.bucket("protected"))
                        .publicAccessBlockConfiguration()
                        .restrictPublicBuckets())
                .isTrue();
    }

    @Test
    void startsBucketsUnprotectedWhenToldSo() {
        try (LocalAws before =
                        LocalAws.builder().newBuckets(NewBuckets.UNPROTECTED).start();
                S3Client old = client(before, ACCOUNT, Region.US_EAST_1)) {
            old.createBucket(r -> r.bucket("unprotected"));

            expect("ServerSideEncryptionConfigurationNotFoundError", 404, () -> algorithm(old, "unprotected"));
            expect(
                    "NoSuchPublicAccessBlockConfiguration",
                    404,
                    () -> old.getPublicAccessBlock(r -> r.bucket("unprotected")));
        }
    }

    @Test
    void keepsTheEncryptionItIsGiven() {
        create("encrypted");

        s3.putBucketEncryption(
                r -> r.bucket("encrypted").serverSideEncryptionConfiguration(encryption("aws:kms", "k")));

        assertThat(algorithm(s3, "encrypted")).isEqualTo(ServerSideEncryption.AWS_KMS);
        expect(
                "InvalidArgument",
                400,
                () -> s3.putBucketEncryption(
                        r -> r.bucket("encrypted").serverSideEncryptionConfiguration(encryption("AES256", "k"))));
        expect(
                "MalformedXML",
                400,
                () -> s3.putBucketEncryption(
                        r -> r.bucket("encrypted").serverSideEncryptionConfiguration(encryption("rot13", "k"))));
    }

    @Test
    void takesFlagsLeftOutOfAPublicAccessBlockForOff() {
        create("half-open");

        s3.putPublicAccessBlock(
                r -> r.bucket("half-open").publicAccessBlockConfiguration(c -> c.blockPublicAcls(true)));

        assertThat(s3.getPublicAccessBlock(r -> r.bucket("half-open")).publicAccessBlockConfiguration())
                .satisfies(block -> {
                    assertThat(block.blockPublicAcls()).isTrue();
                    assertThat(block.blockPublicPolicy()).isFalse();
                });
        s3.deletePublicAccessBlock(r -> r.bucket("half-open"));
        expect("NoSuchPublicAccessBlockConfiguration", 404, () -> s3.getPublicAccessBlock(r -> r.bucket("half-open")));
    }

    @Test
    void keepsPolicyVersioningAndTags() {
        create("configured");
        String policy = """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket",
                 "Resource": "arn:aws:s3:::configured"}]}""";

        expect("NoSuchBucketPolicy", 404, () -> s3.getBucketPolicy(r -> r.bucket("configured")));
        s3.putBucketPolicy(r -> r.bucket("configured").policy(policy));
        assertThat(s3.getBucketPolicy(r -> r.bucket("configured")).policy()).isEqualTo(policy);
        expect(
                "MalformedPolicy",
                400,
                () -> s3.putBucketPolicy(r -> r.bucket("configured").policy("no policy")));
        expect(
                "MalformedPolicy",
                400,
                () -> s3.putBucketPolicy(r -> r.bucket("configured").policy("{\"Statement\":[]}")));
        s3.deleteBucketPolicy(r -> r.bucket("configured"));
        expect("NoSuchBucketPolicy", 404, () -> s3.getBucketPolicy(r -> r.bucket("configured")));

        assertThat(s3.getBucketVersioning(r -> r.bucket("configured")).status()).isNull();
        s3.putBucketVersioning(
                r -> r.bucket("configured").versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
        assertThat(s3.getBucketVersioning(r -> r.bucket("configured")).status())
                .isEqualTo(BucketVersioningStatus.ENABLED);

        expect("NoSuchTagSet", 404, () -> s3.getBucketTagging(r -> r.bucket("configured")));
        Tag tag = Tag.builder().key("env").value("prod").build();
        s3.putBucketTagging(r -> r.bucket("configured").tagging(t -> t.tagSet(tag)));
        assertThat(s3.getBucketTagging(r -> r.bucket("configured")).tagSet()).containsExactly(tag);
    }

    @Test
    void listsPageByPage() {
        for (String name : new String[] {"paged-1", "paged-2", "paged-3"}) {
            create(name);
        }

        assertThat(s3.listBucketsPaginator(r -> r.prefix("paged-").maxBuckets(2))
                        .buckets())
                .extracting(bucket -> bucket.name())
                .containsExactly("paged-1", "paged-2", "paged-3");
    }

    private static void create(String name) {
        s3.createBucket(r -> r.bucket(name)
                .createBucketConfiguration(c -> c.locationConstraint(BucketLocationConstraint.EU_WEST_1)));
    }

    private static ServerSideEncryption algorithm(S3Client s3, String bucket) {
        return s3.getBucketEncryption(r -> r.bucket(bucket))
                .serverSideEncryptionConfiguration()
                .rules()
                .getFirst()
                .applyServerSideEncryptionByDefault()
                .sseAlgorithm();
    }

    private static ServerSideEncryptionConfiguration encryption(String algorithm, String key) {
        return ServerSideEncryptionConfiguration.builder()
                .rules(rule -> rule.applyServerSideEncryptionByDefault(
                        byDefault -> byDefault.sseAlgorithm(algorithm).kmsMasterKeyID(key)))
                .build();
    }

    private static S3Client client(LocalAws aws, String account, Region region) {
        return Clients.in(aws, S3Client.builder().forcePathStyle(true), account, region);
    }
}
