package dev.levee.rulebook;

/// One resource of a control.
///
/// @param type CloudFormation's name of the type, e.g. `AWS::EC2::SecurityGroup`
/// @param id as the provider's API names it, e.g. `sg-0a1b2c3d`, a bucket's name
public record Resource(String type, String id, String arn, Place place) {}
