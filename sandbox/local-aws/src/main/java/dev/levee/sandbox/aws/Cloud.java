package dev.levee.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.OperationTable.Entry;
import dev.levee.sandbox.aws.iam.Directory;
import dev.levee.sandbox.aws.iam.Identity;
import dev.levee.sandbox.aws.trail.Trail;
import dev.levee.sandbox.aws.trail.TrailedCall;
import dev.levee.sandbox.aws.wire.ApiNames;
import dev.levee.sandbox.aws.wire.HttpMessage;
import dev.levee.sandbox.aws.wire.Protocol;
import dev.levee.sandbox.aws.wire.Protocols;
import dev.levee.sandbox.aws.wire.Refusal;
import dev.levee.sandbox.aws.wire.Reply;
import dev.levee.sandbox.aws.wire.Signature;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a message from its signature to its answer: who is it, what do they want, may they, do it, write it down.
final class Cloud {

    private static final Logger LOG = LoggerFactory.getLogger(Cloud.class);

    /// A message from somebody, on its way.
    ///
    /// @param source the client's address
    private record Visit(
            HttpMessage message, String source, String requestId, Signature signature, String service, Instant time) {}

    private final Dispatcher dispatcher;
    private final Directory directory;
    private final Protocols protocols;
    private final Trail trail;
    private final CallLog calls;
    private final Clock clock;
    private final URI endpoint;

    Cloud(
            Dispatcher dispatcher,
            Directory directory,
            Protocols protocols,
            Trail trail,
            CallLog calls,
            Clock clock,
            URI endpoint) {
        this.dispatcher = dispatcher;
        this.directory = directory;
        this.protocols = protocols;
        this.trail = trail;
        this.calls = calls;
        this.clock = clock;
        this.endpoint = endpoint;
    }

    /// @param source the client's address
    Reply answer(HttpMessage message, String source) {
        String requestId = UUID.randomUUID().toString();
        Optional<Signature> signature = Signature.of(message);
        if (signature.isEmpty()) {
            Protocol likely = protocols.likely(message);
            AwsFault fault = likely.refuse(Refusal.UNSIGNED, "Request is missing Authentication Token");
            return likely.failure(message, fault, requestId);
        }
        String service = ApiNames.service(signature.get().service(), message);
        if (!dispatcher.has(service)) {
            Protocol likely = protocols.likely(message);
            AwsFault fault = likely.refuse(Refusal.UNKNOWN_OPERATION, "This local AWS has no service " + service);
            return likely.failure(message, fault, requestId);
        }
        Visit visit = new Visit(message, source, requestId, signature.get(), service, clock.instant());
        Protocol protocol = protocols.of(service);
        try {
            return answer(visit, protocol);
        } catch (AwsFault fault) {
            note(visit, "", service + ":?", fault.code());
            return protocol.failure(message, fault, requestId);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("service", service).setCause(e).log("the local AWS failed");
            AwsFault fault = protocol.refuse(Refusal.BROKEN, "The local AWS failed, its log says why");
            return protocol.failure(message, fault, requestId);
        }
    }

    private Reply answer(Visit visit, Protocol protocol) {
        Identity identity = directory.identify(visit.signature(), visit.message(), protocol, visit.time());
        Protocol.Decoded decoded = protocol.decode(visit.message());
        Request request = new Request(
                visit.service(),
                decoded.operation(),
                identity.caller(),
                identity.caller().account(),
                visit.signature().region(),
                decoded.document(),
                visit.time(),
                endpoint.toString());

        Reply reply;
        Optional<JsonNode> response = Optional.empty();
        Optional<AwsFault> fault = Optional.empty();
        try {
            JsonNode document = dispatcher.perform(identity, request, protocol);
            reply = protocol.success(visit.message(), request.operation(), document, visit.requestId());
            response = Optional.of(document);
        } catch (AwsFault e) {
            reply = protocol.failure(visit.message(), e, visit.requestId());
            fault = Optional.of(e);
        }

        Optional<Entry> written = dispatcher.entry(request).filter(Entry::write);
        if (written.isPresent()) {
            trail.record(new TrailedCall(
                    request,
                    written.get(),
                    visit.message(),
                    visit.source(),
                    visit.requestId(),
                    response,
                    fault,
                    reply));
        }
        note(
                visit,
                request.caller().arn(),
                request.name(),
                fault.map(AwsFault::code).orElse("OK"));
        return reply;
    }

    private void note(Visit visit, String caller, String operation, String outcome) {
        calls.add(new RecordedCall(
                visit.time(),
                caller,
                operation,
                visit.signature().region(),
                visit.message().header("user-agent").orElse(""),
                outcome));
    }
}
