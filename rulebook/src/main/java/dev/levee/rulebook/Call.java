package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;

/// One cloud call, ready to send.
///
/// @param operation `service:Operation`, e.g. `ec2:RevokeSecurityGroupIngress`
/// @param region where to send it; may differ from the resource's
/// @param document exactly the members of the API's request
public record Call(String operation, String region, JsonNode document) {}
