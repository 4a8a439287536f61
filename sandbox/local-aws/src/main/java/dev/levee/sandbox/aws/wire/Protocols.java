package dev.levee.sandbox.aws.wire;

import dev.levee.cloud.aws.AwsOperations;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The protocol of each service.
public final class Protocols {

    private static final Set<String> QUERY = Set.of("iam", "sts", "rds");

    private final AwsOperations operations;
    private final Map<String, Protocol> byService = new ConcurrentHashMap<>();

    public Protocols(AwsOperations operations) {
        this.operations = operations;
    }

    /// The protocol requests signed for this service are in.
    ///
    /// @throws IllegalArgumentException if there is no such service
    public Protocol of(String service) {
        return byService.computeIfAbsent(service, this::make);
    }

    /// What a client that cannot be told more about will probably understand.
    public Protocol likely(HttpMessage message) {
        if (message.header("x-amz-target").isPresent()) {
            return of("kms");
        }
        boolean form = message.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded");
        return of(form ? "sts" : "s3");
    }

    private Protocol make(String service) {
        ServiceModel model = new ServiceModel(operations, service);
        if (service.equals("s3")) {
            return new RestXmlProtocol(model);
        }
        if (service.equals("ec2")) {
            return new Ec2Protocol(model);
        }
        return QUERY.contains(service) ? new QueryProtocol(service, model) : new JsonProtocol(model);
    }
}
