package dev.levee.ingest.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Guesses which resource a call was about, so that events of one resource mostly share a partition. A wrong or empty
/// guess costs nothing but that.
///
/// The names below are looked for in requestParameters and responseElements: the one nested least wins, among equals
/// the one listed first. They come before the record's `resources`, which newer records have and older records of the
/// same call have not. Of an ARN only the last part counts, because calls take a name or an ARN as they please.
final class ResourceHint {

    private static final List<String> NAMES = List.of(
            "bucketName",
            "groupId",
            "GroupId",
            "instanceId",
            "dBInstanceIdentifier",
            "dBClusterIdentifier",
            "dBSnapshotIdentifier",
            "dBClusterSnapshotIdentifier",
            "dBParameterGroupName",
            "clusterIdentifier",
            "keyId",
            "trailARN",
            "trailName",
            "networkAclId",
            "volumeId",
            "snapshotId",
            "imageId",
            "functionName",
            "secretId",
            "tableName",
            "targetTableName",
            "streamName",
            "deliveryStreamName",
            "queueUrl",
            "topicArn",
            "loadBalancerArn",
            "listenerArn",
            "loadBalancerName",
            "autoScalingGroupName",
            "fileSystemId",
            "domainName",
            "stackName",
            "repositoryName",
            "roleName",
            "userName",
            "policyArn",
            "vpcId",
            "subnetId",
            "name",
            "id");

    private static final Map<String, Integer> RANKS =
            IntStream.range(0, NAMES.size()).boxed().collect(Collectors.toUnmodifiableMap(NAMES::get, rank -> rank));

    private int bestDepth = Integer.MAX_VALUE;
    private int bestRank = Integer.MAX_VALUE;
    private @Nullable String best;
    private @Nullable String resource;

    /// Reads requestParameters or responseElements.
    void readParameters(JsonParser parser) throws IOException {
        walk(parser, depth -> offer(parser, depth));
    }

    /// Reads the record's `resources`.
    void readResources(JsonParser parser) throws IOException {
        walk(parser, _ -> {
            if (resource == null && "ARN".equals(parser.currentName())) {
                resource = parser.getText();
            }
        });
    }

    /// Empty where nothing was found.
    String value() {
        if (best != null) {
            return lastPart(best);
        }
        return resource == null ? "" : lastPart(resource);
    }

    private void offer(JsonParser parser, int depth) throws IOException {
        @Nullable String name = parser.currentName();
        if (name == null || depth > bestDepth) {
            return;
        }
        @Nullable Integer rank = RANKS.get(name);
        if (rank != null && (depth < bestDepth || rank < bestRank)) {
            best = parser.getText();
            bestDepth = depth;
            bestRank = rank;
        }
    }

    private static void walk(JsonParser parser, TextVisitor visitor) throws IOException {
        int depth = 0;
        @Nullable JsonToken token = parser.currentToken();
        while (token != null) {
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING) {
                visitor.text(depth);
            }
            if (depth == 0) {
                return;
            }
            token = parser.nextToken();
        }
    }

    private static String lastPart(String id) {
        return id.startsWith("arn:") || id.startsWith("https://")
                ? id.substring(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1)
                : id;
    }

    @FunctionalInterface
    private interface TextVisitor {
        /// The parser is at a text, in so many objects and arrays.
        void text(int depth) throws IOException;
    }
}
