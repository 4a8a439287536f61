package dev.levee.sandbox.deploy;

/// Where a stack is.
record Place(String partition, String account, String region) {

    String arn(String service, String resource) {
        return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region, account, resource);
    }
}
