package dev.levee.sandbox.aws.wire;

import dev.levee.cloud.aws.AwsOperations;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The protocol of each service.
public final class Protocols {

    private final AwsOperations operations;
    private final Map<String, Protocol> byService = new ConcurrentHashMap<>();

    public Protocols(AwsOperations operations) {
        this.operations = operations;
    }

    /// The protocol a service speaks.
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
        if (message.header("content-type").orElse("").startsWith("application/json")) {
            return of("eks");
        }
        boolean form = message.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded");
        return of(form ? "sts" : "s3");
    }

    private Protocol make(String service) {
        ServiceModel model = new ServiceModel(operations, service);
        return switch (model.wire()) {
            case QUERY -> service.equals("ec2") ? new Ec2Protocol(model) : new QueryProtocol(service, model);
            case JSON -> new JsonProtocol(model);
            case REST_JSON -> new RestJsonProtocol(model);
            case REST_XML -> service.equals("s3") ? new S3Protocol(model) : new RestXmlProtocol(service, model);
        };
    }
}
