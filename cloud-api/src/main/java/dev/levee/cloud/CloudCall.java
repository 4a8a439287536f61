package dev.levee.cloud;

import com.fasterxml.jackson.databind.JsonNode;

/// One operation to call.
///
/// @param operation `service:Operation`, e.g. `s3:PutBucketEncryption`
/// @param region where to send it
/// @param document the request by the API's own member names: timestamps ISO-8601, blobs Base64
public record CloudCall(String operation, String region, JsonNode document) {

    /// Without the document, which may hold what nobody should read.
    @Override
    public String toString() {
        return "%s in %s".formatted(operation, region);
    }
}
