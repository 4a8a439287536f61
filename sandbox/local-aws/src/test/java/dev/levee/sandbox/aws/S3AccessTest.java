package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAccelerateStatus;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.PutBucketAclRequest;
import software.amazon.awssdk.services.s3.model.Type;

/// Who may use a bucket: access control lists, ownership, policies, and the block on public ones.
class S3AccessTest {

    private static final String EVERYONE = "http://acs.amazonaws.com/groups/global/AllUsers";

    private static final List<JsonNode> TRAIL = new CopyOnWriteArrayList<>();
    private static LocalAws aws;
    private static S3Client s3;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().trailListener(TRAIL::add).start();
        s3 = Clients.in(aws, S3Client.builder().forcePathStyle(true), Clients.ACCOUNT, Region.US_EAST_1);
    }

    @AfterAll
    static void stop() {
        s3.close();
        aws.close();
    }

    @Test
    void givesNewBucketsToTheirOwnerAlone() {
        s3.createBucket(r -> r.bucket("owned"));

        GetBucketAclResponse acl = s3.getBucketAcl(r -> r.bucket("owned"));
        assertThat(acl.grants()).singleElement().satisfies(grant -> {
            assertThat(grant.grantee().type()).isEqualTo(Type.CANONICAL_USER);
            assertThat(grant.grantee().id()).isEqualTo(acl.owner().id());
            assertThat(grant.permission()).isEqualTo(Permission.FULL_CONTROL);
        });
        assertThat(ownership("owned")).isEqualTo(ObjectOwnership.BUCKET_OWNER_ENFORCED);
        expect("AccessControlListNotSupported", 400, () -> grant("owned", BucketCannedACL.PRIVATE));
    }

    @Test
    void keepsTheGrantsItIsGiven() {
        open("granted");
        s3.putBucketAcl(r -> r.bucket("granted").acl("log-delivery-write"));
        GetBucketAclResponse acl = s3.getBucketAcl(r -> r.bucket("granted"));

        s3.putBucketAcl(r -> r.bucket("granted")
                .accessControlPolicy(
                        p -> p.owner(acl.owner()).grants(acl.grants().subList(0, 2))));
        assertThat(s3.getBucketAcl(r -> r.bucket("granted")).grants())
                .containsExactlyElementsOf(acl.grants().subList(0, 2));

        s3.putBucketAcl(r -> r.bucket("granted").grantRead("uri=\"" + EVERYONE + "\""));
        assertThat(s3.getBucketAcl(r -> r.bucket("granted")).grants())
                .extracting(Grant::permission)
                .containsExactly(Permission.READ);
        expect(
                "AccessDenied",
                403,
                () -> s3.putBucketAcl(
                        r -> r.bucket("granted").accessControlPolicy(p -> p.owner(o -> o.id("somebody else")))));
    }

    @Test
    void refusesPublicGrantsAndPoliciesWhileTheyAreBlocked() {
        s3.createBucket(r -> r.bucket("blocked").objectOwnership(ObjectOwnership.OBJECT_WRITER));

        expect("AccessDenied", 403, () -> grant("blocked", BucketCannedACL.AUTHENTICATED_READ));
        expect("AccessDenied", 403, () -> allow("blocked", "\"Principal\": \"*\""));
        expect(
                "InvalidBucketAclWithBlockPublicAccessError",
                400,
                () -> s3.createBucket(r -> r.bucket("blocked-too")
                        .objectOwnership(ObjectOwnership.OBJECT_WRITER)
                        .acl(BucketCannedACL.PUBLIC_READ)));
        expect(
                "InvalidBucketAclWithObjectOwnership",
                400,
                () -> s3.createBucket(r -> r.bucket("blocked-too").acl(BucketCannedACL.PUBLIC_READ)));
    }

    @Test
    void takesAListAwayOnlyWhenItGrantsNothingToOthers() {
        open("shared");
        grant("shared", BucketCannedACL.PUBLIC_READ_WRITE);

        expect("InvalidBucketAclWithObjectOwnership", 400, () -> enforce("shared"));

        grant("shared", BucketCannedACL.PRIVATE);
        enforce("shared");
        s3.deleteBucketOwnershipControls(r -> r.bucket("shared"));
        expect("OwnershipControlsNotFoundError", 404, () -> ownership("shared"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "Principal": "*"                                                                                | true
            "Principal": {"AWS": ["111122223333", "*"]}                                                     | true
            "NotPrincipal": {"AWS": "111122223333"}                                                         | true
            "Principal": {"AWS": "arn:aws:iam::444455556666:root"}                                          | false
            "Principal": {"Service": "cloudtrail.amazonaws.com"}                                            | false
            "Principal": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}                  | false
            "Principal": "*", "Condition": {"StringLike": {"aws:SourceVpc": "vpc-*"}}                       | true
            "Principal": "*", "Condition": {"StringEqualsIfExists": {"aws:SourceVpc": "vpc-1"}}             | true
            "Principal": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}                        | true
            "Principal": "*", "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}}              | false
            "Principal": "*", "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/1"]}} | true
            """)
    void knowsAPublicPolicy(String part, boolean isPublic) {
        open("policed");

        allow("policed", part);

        assertThat(s3.getBucketPolicyStatus(r -> r.bucket("policed"))
                        .policyStatus()
                        .isPublic())
                .isEqualTo(isPublic);
        s3.deleteBucketPolicy(r -> r.bucket("policed"));
        expect("NoSuchBucketPolicy", 404, () -> s3.getBucketPolicyStatus(r -> r.bucket("policed")));
    }

    @Test
    void acceleratesBucketsWhoseNamesHaveNoDots() {
        open("fast");
        open("not.fast");
        assertThat(s3.getBucketAccelerateConfiguration(r -> r.bucket("fast")).status())
                .isNull();

        s3.putBucketAccelerateConfiguration(
                r -> r.bucket("fast").accelerateConfiguration(a -> a.status(BucketAccelerateStatus.ENABLED)));

        assertThat(s3.getBucketAccelerateConfiguration(r -> r.bucket("fast")).status())
                .isEqualTo(BucketAccelerateStatus.ENABLED);
        assertThat(TRAIL.getLast().path("eventName").asText()).isEqualTo("PutAccelerateConfiguration");
        expect(
                "InvalidRequest",
                400,
                () -> s3.putBucketAccelerateConfiguration(r ->
                        r.bucket("not.fast").accelerateConfiguration(a -> a.status(BucketAccelerateStatus.ENABLED))));
    }

    @Test
    void servesAWebsiteOnceToldTo() {
        open("site");
        expect("NoSuchWebsiteConfiguration", 404, () -> s3.getBucketWebsite(r -> r.bucket("site")));

        s3.putBucketWebsite(
                r -> r.bucket("site").websiteConfiguration(w -> w.indexDocument(i -> i.suffix("index.html"))));

        assertThat(s3.getBucketWebsite(r -> r.bucket("site")).indexDocument().suffix())
                .isEqualTo("index.html");
    }

    @Test
    void showsGrantsInTheTrailAsTheXmlHadThem() {
        open("traced");

        GetBucketAclResponse acl = s3.getBucketAcl(r -> r.bucket("traced"));
        s3.putBucketAcl(PutBucketAclRequest.builder()
                .bucket("traced")
                .accessControlPolicy(p -> p.owner(acl.owner()).grants(acl.grants()))
                .build());

        JsonNode parameters = TRAIL.getLast().path("requestParameters");
        assertThat(parameters.path("bucketName").asText()).isEqualTo("traced");
        assertThat(parameters
                        .at("/AccessControlPolicy/AccessControlList/Grant/Grantee/xsi:type")
                        .asText())
                .isEqualTo("CanonicalUser");
    }

    /// As buckets were before April 2023.
    private static void open(String bucket) {
        s3.createBucket(r -> r.bucket(bucket).objectOwnership(ObjectOwnership.OBJECT_WRITER));
        s3.deletePublicAccessBlock(r -> r.bucket(bucket));
    }

    private static void grant(String bucket, BucketCannedACL acl) {
        s3.putBucketAcl(r -> r.bucket(bucket).acl(acl));
    }

    private static void allow(String bucket, String part) {
        s3.putBucketPolicy(r -> r.bucket(bucket).policy("""
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", %s, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::%s/*"}]}""".formatted(part, bucket)));
    }

    private static void enforce(String bucket) {
        s3.putBucketOwnershipControls(r -> r.bucket(bucket)
                .ownershipControls(o -> o.rules(rule -> rule.objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED))));
    }

    private static ObjectOwnership ownership(String bucket) {
        return s3.getBucketOwnershipControls(r -> r.bucket(bucket))
                .ownershipControls()
                .rules()
                .getFirst()
                .objectOwnership();
    }
}
