package dev.levee.sandbox.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.aws.AwsClouds;
import dev.levee.cloud.aws.AwsOperation;
import dev.levee.cloud.aws.AwsOperations;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// Every operation of every service: a random request goes through the real SDK to the codec and comes out the same,
/// and so does a random answer on its way back.
class WireRoundTripTest {

    /// Where the SDK does more than carry: presigns, splits members, checks sums, asks another host; or less: drops the
    /// body of a GET.
    private static final Set<String> SDK_DOES_MORE = Set.of(
            "ec2:CopySnapshot",
            "opensearch:DescribeDomainAutoTunes",
            "s3:CopyObject",
            "s3:CreateSession",
            "s3:ListDirectoryBuckets",
            "s3:UploadPartCopy",
            "sqs:ReceiveMessage",
            "sqs:SendMessage",
            "sqs:SendMessageBatch");

    /// Members on which it does so.
    private static final Set<String> SDK_ACTS_ON = Set.of(
            "ChecksumAlgorithm",
            "ChecksumMode",
            "ContentLength",
            "ContentMD5",
            "EndpointId",
            "ExpiresString",
            "PreSignedUrl",
            "SourceRegion",
            "StatusCode");

    private final AwsOperations operations = new AwsOperations();
    private final Peer peer = new Peer(new Protocols(operations));
    private final AwsClouds clouds = new AwsClouds(Optional.of(peer.endpoint()));
    private final CloudApi api = clouds.as(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("111122223333", "test")), "levee/test");

    @AfterEach
    void close() {
        clouds.close();
        peer.close();
    }

    @ParameterizedTest
    @MethodSource("services")
    void carriesEveryOperationBothWays(String service) {
        for (AwsOperation operation : operations.of(service)) {
            if (operation.method().isPresent() && !SDK_DOES_MORE.contains(operation.toString())) {
                RandomDocuments documents = new RandomDocuments(operation.name().hashCode(), SDK_ACTS_ON);
                ObjectNode request = documents.of(operation.newRequest());
                ObjectNode response = documents.of(operation.newResponse());
                peer.answerWith(service, response);

                JsonNode answer = document(api.call(new CloudCall(operation.toString(), "eu-central-1", request)));

                Protocol.Decoded received = peer.received();
                assertThat(received.operation()).isEqualTo(operation.name());
                assertThat(shared(received.document(), request))
                        .describedAs("request of %s", operation)
                        .isEqualTo(request);
                assertThat(shared(answer, response))
                        .describedAs("answer of %s", operation)
                        .isEqualTo(response);
            }
        }
    }

    static Set<String> services() {
        return new AwsOperations().services();
    }

    private static JsonNode document(CloudAnswer answer) {
        return switch (answer) {
            case CloudAnswer.Success success -> success.document();
            case CloudAnswer.Failure failure ->
                throw new AssertionError("%s: %s".formatted(failure, failure.message()));
        };
    }

    /// The SDK may add members of its own, such as idempotency tokens.
    private static JsonNode shared(JsonNode actual, ObjectNode expected) {
        ObjectNode shared = actual.deepCopy();
        Set<String> names = new HashSet<>();
        expected.properties().forEach(member -> names.add(member.getKey()));
        return shared.retain(names);
    }
}
