package dev.levee.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.iam.Authorizer;
import dev.levee.sandbox.aws.iam.Directory;
import dev.levee.sandbox.aws.iam.Identity;
import dev.levee.sandbox.aws.trail.Trail;
import dev.levee.sandbox.aws.trail.TrailedCall;
import dev.levee.sandbox.aws.wire.HttpMessage;
import dev.levee.sandbox.aws.wire.Protocol;
import dev.levee.sandbox.aws.wire.Protocols;
import dev.levee.sandbox.aws.wire.Refusal;
import dev.levee.sandbox.aws.wire.Reply;
import dev.levee.sandbox.aws.wire.Signature;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a message from its signature to its answer: who is it, what do they want, may they, do it, write it down.
final class Cloud {

    private static final Logger LOG = LoggerFactory.getLogger(Cloud.class);

    private final Set<String> services = new HashSet<>();
    private final Map<String, Operation> operations = new HashMap<>();
    private final OperationTable table;
    private final Protocols protocols;
    private final Trail trail;
    private final Directory directory;
    private final Faults faults;
    private final CallLog calls;
    private final Clock clock;
    private final URI endpoint;

    Cloud(
            List<AwsService> services,
            OperationTable table,
            Protocols protocols,
            Trail trail,
            Directory directory,
            Faults faults,
            CallLog calls,
            Clock clock,
            URI endpoint) {
        for (AwsService service : services) {
            this.services.add(service.name());
            service.operations().forEach((name, operation) -> operations.put(service.name() + ":" + name, operation));
        }
        this.table = table;
        this.protocols = protocols;
        this.trail = trail;
        this.directory = directory;
        this.faults = faults;
        this.calls = calls;
        this.clock = clock;
        this.endpoint = endpoint;
    }

    /// @param source the client's address
    Reply answer(HttpMessage message, String source) {
        String requestId = UUID.randomUUID().toString();
        Optional<Signature> signature = Signature.of(message);
        if (signature.isEmpty()) {
            Protocol protocol = protocols.of(message.headers().containsKey("x-amz-target") ? "kms" : "s3");
            AwsFault unsigned = protocol.refuse(Refusal.UNSIGNED, "Request is missing Authentication Token");
            return protocol.failure(message, unsigned, requestId);
        }
        String service = signature.get().service();
        if (!services.contains(service)) {
            Protocol protocol = protocols.of("s3");
            AwsFault unknown =
                    protocol.refuse(Refusal.UNKNOWN_OPERATION, "This local AWS has no service %s".formatted(service));
            return protocol.failure(message, unknown, requestId);
        }
        Protocol protocol = protocols.of(service);
        try {
            Instant now = clock.instant();
            Identity identity = directory.identify(signature.get(), message, protocol, now);
            Protocol.Decoded decoded = protocol.decode(message);
            Request request = new Request(
                    service,
                    decoded.operation(),
                    identity.caller(),
                    identity.caller().account(),
                    signature.get().region(),
                    decoded.document(),
                    now,
                    endpoint.toString());
            return answer(message, source, requestId, identity, request, protocol);
        } catch (AwsFault fault) {
            note(clock.instant(), "", service + ":?", signature.get().region(), message, fault.code());
            return protocol.failure(message, fault, requestId);
        }
    }

    private Reply answer(
            HttpMessage message,
            String source,
            String requestId,
            Identity identity,
            Request request,
            Protocol protocol) {
        String outcome = "OK";
        Reply reply;
        Optional<JsonNode> response = Optional.empty();
        Optional<AwsFault> failure = Optional.empty();
        try {
            JsonNode document = perform(identity, request, protocol);
            response = Optional.of(document);
            reply = protocol.success(message, request.operation(), document, requestId);
        } catch (AwsFault fault) {
            failure = Optional.of(fault);
            outcome = fault.code();
            reply = protocol.failure(message, fault, requestId);
        }
        Optional<OperationTable.Entry> entry = table.find(request);
        if (entry.isPresent() && entry.get().write()) {
            trail.record(new TrailedCall(request, entry.get(), message, source, requestId, response, failure, reply));
        }
        note(
                request.time(),
                request.caller().arn(),
                request.service() + ":" + request.operation(),
                request.region(),
                message,
                outcome);
        return reply;
    }

    private JsonNode perform(Identity identity, Request request, Protocol protocol) {
        String name = request.service() + ":" + request.operation();
        Operation operation = operations.get(name);
        Optional<OperationTable.Entry> entry = table.find(request);
        if (operation == null || entry.isEmpty()) {
            throw protocol.refuse(Refusal.UNKNOWN_OPERATION, "This local AWS does not do %s".formatted(name));
        }
        try {
            faults.strike(name);
            Authorizer.check(identity, entry.get().permissions(), request, protocol);
            return operation.handle(request);
        } catch (AwsFault fault) {
            throw fault;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw protocol.refuse(Refusal.BROKEN, "The local AWS is shutting down");
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("operation", name).setCause(e).log("local AWS failed");
            throw protocol.refuse(Refusal.BROKEN, "The local AWS failed in %s".formatted(name));
        }
    }

    private void note(
            Instant time, String caller, String operation, String region, HttpMessage message, String outcome) {
        String userAgent = message.header("user-agent").orElse("");
        calls.add(new RecordedCall(time, caller, operation, region, userAgent, outcome));
    }
}
