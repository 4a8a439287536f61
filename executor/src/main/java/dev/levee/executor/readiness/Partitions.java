package dev.levee.executor.readiness;

/// AWS's partitions: separate clouds of one make.
final class Partitions {

    private Partitions() {}

    /// Where the services answer that a partition has once, such as IAM.
    static String globalRegion(String partition) {
        return switch (partition) {
            case "aws-cn" -> "cn-north-1";
            case "aws-us-gov" -> "us-gov-west-1";
            default -> "us-east-1";
        };
    }
}
