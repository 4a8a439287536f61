package dev.levee.rulebook;

/// Where a resource lives.
///
/// @param partition `aws`, `aws-cn`, `aws-us-gov`
/// @param region the region to call; global services have one too, e.g. `us-east-1`
public record Place(String partition, String account, String region) {}
