package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.ACCOUNT;
import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.cloudtrail.model.TrailInfo;

class CloudTrailServiceTest {

    private static LocalAws aws;
    private static CloudTrailClient home;
    private static CloudTrailClient elsewhere;

    @BeforeAll
    static void start() {
        aws = LocalAws.builder().start();
        home = Clients.in(aws, CloudTrailClient.builder());
        elsewhere = Clients.in(aws, CloudTrailClient.builder(), ACCOUNT, Region.US_EAST_1);
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void logsOnceStarted() {
        create("logging", false);
        assertThat(home.getTrailStatus(r -> r.name("logging")).isLogging()).isFalse();

        home.startLogging(r -> r.name("logging"));
        assertThat(home.getTrailStatus(r -> r.name("logging")).isLogging()).isTrue();
        assertThat(home.getTrailStatus(r -> r.name("logging")).startLoggingTime())
                .isNotNull();

        home.stopLogging(r -> r.name("logging"));
        assertThat(home.getTrailStatus(r -> r.name("logging")).isLogging()).isFalse();
    }

    @Test
    void changesOnlyWhatItIsTold() {
        String arn = create("changed", true);

        home.updateTrail(r -> r.name(arn).enableLogFileValidation(true));

        Trail trail = home.getTrail(r -> r.name("changed")).trail();
        assertThat(trail.logFileValidationEnabled()).isTrue();
        assertThat(trail.isMultiRegionTrail()).isTrue();
        assertThat(trail.s3BucketName()).isEqualTo("trails");
        assertThat(trail.homeRegion()).isEqualTo("eu-west-1");
    }

    @Test
    void isChangedInItsHomeRegionOnly() {
        String arn = create("at-home", true);

        expect("InvalidHomeRegionException", 400, () -> elsewhere.stopLogging(r -> r.name(arn)));
        assertThat(elsewhere.getTrail(r -> r.name(arn)).trail().name()).isEqualTo("at-home");
    }

    @Test
    void castsAShadowInOtherRegionsWhenMultiRegion() {
        String everywhere = create("everywhere", true);
        create("local", false);

        assertThat(elsewhere
                        .describeTrails(r -> r.trailNameList("everywhere", "local"))
                        .trailList())
                .extracting(Trail::trailARN)
                .containsExactly(everywhere);
        assertThat(elsewhere.describeTrails(r -> r.includeShadowTrails(false)).trailList())
                .isEmpty();
        assertThat(elsewhere.listTrailsPaginator(r -> {}).trails())
                .extracting(TrailInfo::name)
                .contains("everywhere", "local");
    }

    @Test
    void namesAKeyByItsArnUntilItIsTakenAway() {
        create("encrypted", false);

        home.updateTrail(r -> r.name("encrypted").kmsKeyId("1234"));
        assertThat(home.getTrail(r -> r.name("encrypted")).trail().kmsKeyId())
                .isEqualTo("arn:aws:kms:eu-west-1:111122223333:key/1234");

        home.updateTrail(r -> r.name("encrypted").kmsKeyId(""));
        assertThat(home.getTrail(r -> r.name("encrypted")).trail().kmsKeyId()).isNull();
    }

    @Test
    void coversGlobalServicesWhereverItIsMultiRegion() {
        create("global", false);

        expect(
                "InvalidParameterCombinationException",
                400,
                () -> home.updateTrail(
                        r -> r.name("global").isMultiRegionTrail(true).includeGlobalServiceEvents(false)));
    }

    @Test
    void forgetsADeletedTrail() {
        create("short-lived", false);
        expect("TrailAlreadyExistsException", 400, () -> create("short-lived", false));

        home.deleteTrail(r -> r.name("short-lived"));

        expect("TrailNotFoundException", 400, () -> home.getTrail(r -> r.name("short-lived")));
        expect("InvalidTrailNameException", 400, () -> create("--", false));
    }

    private static String create(String name, boolean multiRegion) {
        return home.createTrail(r -> r.name(name).s3BucketName("trails").isMultiRegionTrail(multiRegion))
                .trailARN();
    }
}
