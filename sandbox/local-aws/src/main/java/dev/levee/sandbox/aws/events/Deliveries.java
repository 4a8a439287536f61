package dev.levee.sandbox.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.cloudwatch.Metrics;
import dev.levee.sandbox.aws.cloudwatch.Metrics.Metric;
import dev.levee.sandbox.aws.events.Delivery.Failure;
import dev.levee.sandbox.aws.lambda.LambdaService;
import dev.levee.sandbox.aws.policy.PolicyDocument;
import dev.levee.sandbox.aws.policy.Resource;
import dev.levee.sandbox.aws.sqs.SqsService;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands events to targets that may have them. What cannot be handed over goes to the target's dead-letter queue, or is
/// counted and lost; nothing is tried twice.
final class Deliveries {

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
    private static final String SENDER = "events.amazonaws.com";

    private final Buses buses;
    private final SqsService queues;
    private final LambdaService functions;
    private final Permits permits;
    private final Metrics metrics;
    private final Clock clock;

    Deliveries(Buses buses, SqsService queues, LambdaService functions, Permits permits, Metrics metrics, Clock clock) {
        this.buses = buses;
        this.queues = queues;
        this.functions = functions;
        this.permits = permits;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// Done once the target is; a function that fails has got its event all the same.
    CompletableFuture<Void> send(Delivery delivery) {
        count("Invocations", delivery);
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        Optional<Failure> failure = switch (delivery.target()) {
            case Target.Queue queue -> toQueue(delivery, queue);
            case Target.AnotherBus _ -> Optional.empty();
            case Target.Function function -> {
                Optional<Failure> refused = refusal(delivery, function);
                if (refused.isEmpty()) {
                    done = functions.submit(function.arn(), delivery.body());
                }
                yield refused;
            }
        };
        failure.ifPresent(why -> fail(delivery, why));
        return done;
    }

    /// Whether another bus takes the event.
    boolean mayPass(Delivery delivery, Bus next) {
        count("Invocations", delivery);
        Optional<Failure> failure = Optional.of(next)
                .filter(bus -> !buses.exists(bus))
                .map(bus -> Failure.missing(new Target.AnotherBus(bus)))
                .or(() -> hop(delivery, next))
                .or(() -> permits.refusal(delivery, "events:PutEvents", resource(next)));
        failure.ifPresent(why -> fail(delivery, why));
        return failure.isEmpty();
    }

    private Resource resource(Bus bus) {
        return new Resource(bus.arn(), bus.account(), buses.policy(bus).map(PolicyDocument::parse), false);
    }

    /// An event that came from another account or region goes no further than this one.
    private static Optional<Failure> hop(Delivery delivery, Bus next) {
        String account = delivery.event().path("account").asText();
        String region = delivery.event().path("region").asText();
        Bus here = delivery.bus();
        if (!account.equals(here.account()) && !next.account().equals(here.account())) {
            return Optional.of(new Failure("THIRD_ACCOUNT_HOP_DETECTED", "The event came from another account."));
        }
        if (!region.equals(here.region()) && !next.region().equals(here.region())) {
            return Optional.of(new Failure("THIRD_REGION_HOP_DETECTED", "The event came from another region."));
        }
        return Optional.empty();
    }

    private Optional<Failure> toQueue(Delivery delivery, Target.Queue queue) {
        Optional<Resource> found = queues.find(queue.arn());
        if (found.isEmpty()) {
            return Optional.of(Failure.missing(queue));
        }
        Optional<Failure> refused = permits.refusal(delivery, queues, found.get());
        if (refused.isEmpty()) {
            queues.deliver(queue.arn(), delivery.body(), SENDER, JsonNodeFactory.instance.objectNode());
        }
        return refused;
    }

    private Optional<Failure> refusal(Delivery delivery, Target.Function function) {
        return functions
                .find(function.arn())
                .map(resource -> permits.refusal(delivery, "lambda:InvokeFunction", resource))
                .orElseGet(() -> Optional.of(Failure.missing(function)));
    }

    private void fail(Delivery delivery, Failure failure) {
        count("FailedInvocations", delivery);
        log.atWarn()
                .addKeyValue("resource", delivery.target().arn())
                .addKeyValue("error", failure.code())
                .log("event not delivered: " + failure.message());
        delivery.deadLetters().ifPresent(queue -> {
            boolean taken = queues.find(queue)
                    .filter(resource ->
                            permits.refusalToItself(delivery, queues, resource).isEmpty())
                    .isPresent();
            if (taken) {
                queues.deliver(queue, delivery.event().toString(), SENDER, attributes(delivery, failure));
            }
            count(taken ? "InvocationsSentToDlq" : "InvocationsFailedToBeSentToDlq", delivery);
        });
    }

    private static JsonNode attributes(Delivery delivery, Failure failure) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        Map.of(
                        "RULE_ARN", delivery.ruleArn(),
                        "TARGET_ARN", delivery.target().arn(),
                        "ERROR_CODE", failure.code(),
                        "ERROR_MESSAGE", failure.message())
                .forEach((name, value) ->
                        attributes.putObject(name).put("DataType", "String").put("StringValue", value));
        return attributes;
    }

    private void count(String metric, Delivery delivery) {
        Bus bus = delivery.bus();
        Map<String, String> dimensions = new HashMap<>();
        dimensions.put("RuleName", delivery.rule().path("Name").asText());
        if (!bus.isDefault()) {
            dimensions.put("EventBusName", bus.name());
        }
        metrics.add(new Metric(bus.account(), bus.region(), "AWS/Events", metric, dimensions), clock.instant(), 1);
    }
}
