package dev.levee.sandbox.aws;

import static dev.levee.sandbox.aws.Clients.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.CacheBehavior;
import software.amazon.awssdk.services.cloudfront.model.CreateDistributionResponse;
import software.amazon.awssdk.services.cloudfront.model.DistributionConfig;
import software.amazon.awssdk.services.cloudfront.model.DistributionList;
import software.amazon.awssdk.services.cloudfront.model.DistributionSummary;
import software.amazon.awssdk.services.cloudfront.model.Origin;
import software.amazon.awssdk.services.cloudfront.model.ViewerProtocolPolicy;

class CloudFrontServiceTest {

    private final AdvancingClock clock = new AdvancingClock();
    private final List<JsonNode> records = new CopyOnWriteArrayList<>();
    private final LocalAws aws =
            LocalAws.builder().clock(clock).trailListener(records::add).start();
    private final CloudFrontClient cloudFront = Clients.in(aws, CloudFrontClient.builder());

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void deploysADistributionAfterAWhile() {
        CreateDistributionResponse made = create("shop");
        String id = made.distribution().id();

        assertThat(id).matches("E[A-Z0-9]{13}");
        assertThat(made.distribution().status()).isEqualTo("InProgress");
        clock.advance(Duration.ofSeconds(3));
        assertThat(cloudFront.getDistribution(r -> r.id(id)).distribution().status())
                .isEqualTo("Deployed");
        assertThat(config(id).cacheBehaviors().quantity()).isZero();
        assertThat(config(id).priceClassAsString()).isEqualTo("PriceClass_All");
        expect("NoSuchDistribution", 404, () -> config("E0000000000000"));
    }

    @Test
    void replacesTheConfigurationOfWhoeverReadItLast() {
        CreateDistributionResponse made = create("shop");
        String id = made.distribution().id();
        CacheBehavior images = CacheBehavior.builder()
                .pathPattern("/images/*")
                .targetOriginId("origin")
                .viewerProtocolPolicy(ViewerProtocolPolicy.ALLOW_ALL)
                .build();
        DistributionConfig wanted = config(id).toBuilder()
                .cacheBehaviors(b -> b.quantity(1).items(images))
                .build();

        String tag = cloudFront
                .updateDistribution(r -> r.id(id).ifMatch(made.eTag()).distributionConfig(wanted))
                .eTag();

        assertThat(config(id)).isEqualTo(wanted);
        assertThat(cloudFront.getDistributionConfig(r -> r.id(id)).eTag())
                .isEqualTo(tag)
                .isNotEqualTo(made.eTag());
        expect(
                "PreconditionFailed",
                412,
                () -> cloudFront.updateDistribution(
                        r -> r.id(id).ifMatch(made.eTag()).distributionConfig(wanted)));
        expect(
                "InvalidIfMatchVersion",
                400,
                () -> cloudFront.updateDistribution(r -> r.id(id).distributionConfig(wanted)));
        expect(
                "IllegalUpdate",
                400,
                () -> cloudFront.updateDistribution(r -> r.id(id)
                        .ifMatch(tag)
                        .distributionConfig(
                                wanted.toBuilder().callerReference("other").build())));
    }

    @Test
    void listsPageByPage() {
        String first = create("first").distribution().id();
        String second = create("second").distribution().id();

        DistributionList page =
                cloudFront.listDistributions(r -> r.maxItems("1")).distributionList();
        assertThat(page.items()).extracting(DistributionSummary::id).containsExactly(first);
        assertThat(page.isTruncated()).isTrue();
        assertThat(cloudFront
                        .listDistributions(r -> r.marker(page.nextMarker()))
                        .distributionList()
                        .items())
                .extracting(DistributionSummary::id)
                .containsExactly(second);
    }

    @Test
    void isRecordedInNorthVirginia() {
        String id = create("shop").distribution().id();

        JsonNode record = records.getLast();
        assertThat(record.path("eventSource").asText()).isEqualTo("cloudfront.amazonaws.com");
        assertThat(record.path("awsRegion").asText()).isEqualTo("us-east-1");
        assertThat(record.at("/responseElements/distribution/id").asText()).isEqualTo(id);
        assertThat(record.at("/requestParameters/distributionConfig/comment").asText())
                .isEqualTo("HIDDEN_DUE_TO_SECURITY_REASONS");
    }

    private CreateDistributionResponse create(String reference) {
        return cloudFront.createDistribution(r -> r.distributionConfig(c -> c.callerReference(reference)
                .comment("none of your business")
                .enabled(true)
                .origins(o -> o.quantity(1)
                        .items(Origin.builder()
                                .id("origin")
                                .domainName("example.org")
                                .build()))
                .defaultCacheBehavior(
                        b -> b.targetOriginId("origin").viewerProtocolPolicy(ViewerProtocolPolicy.ALLOW_ALL))));
    }

    private DistributionConfig config(String id) {
        return cloudFront.getDistributionConfig(r -> r.id(id)).distributionConfig();
    }
}
