package dev.levee.cloud.aws;

/// AWS's partitions: separate clouds of one make.
public final class Partitions {

    private Partitions() {}

    /// Where the services answer that a partition has once, such as IAM.
    ///
    /// @param partition as ARNs name it, e.g. `aws-cn`
    public static String globalRegion(String partition) {
        return switch (partition) {
            case "aws-cn" -> "cn-north-1";
            case "aws-us-gov" -> "us-gov-west-1";
            default -> "us-east-1";
        };
    }
}
