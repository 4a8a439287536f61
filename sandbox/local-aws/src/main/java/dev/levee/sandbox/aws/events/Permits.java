package dev.levee.sandbox.aws.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.events.Delivery.Failure;
import dev.levee.sandbox.aws.iam.Authorizer;
import dev.levee.sandbox.aws.iam.ServiceRoles;
import dev.levee.sandbox.aws.policy.Context;
import dev.levee.sandbox.aws.policy.Resource;
import dev.levee.sandbox.aws.sqs.SqsService;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/// Whether EventBridge may do for a rule what the rule is meant to do.
final class Permits {

    private static final String EVENT_BRIDGE = "events.amazonaws.com";

    private final Authorizer authorizer;
    private final ServiceRoles roles;
    private final Clock clock;

    Permits(Authorizer authorizer, ServiceRoles roles, Clock clock) {
        this.authorizer = authorizer;
        this.roles = roles;
        this.clock = clock;
    }

    /// Why the rule's role, or EventBridge itself if it has none, may not do this; empty if it may.
    Optional<Failure> refusal(Delivery delivery, String action, Resource resource) {
        return ask(delivery, caller -> refusal(caller, delivery, action, resource));
    }

    /// Why the rule's role, or EventBridge itself if it has none, may not send to this queue; empty if it may.
    Optional<Failure> refusal(Delivery delivery, SqsService queues, Resource queue) {
        return ask(delivery, caller -> refusal(caller, delivery, queues, queue));
    }

    /// Why EventBridge itself may not send to this queue; empty if it may.
    Optional<Failure> refusalToItself(Delivery delivery, SqsService queues, Resource queue) {
        return refusal(itself(delivery), delivery, queues, queue);
    }

    private Optional<Failure> ask(Delivery delivery, Function<Caller, Optional<Failure>> question) {
        if (delivery.role().isEmpty()) {
            return question.apply(itself(delivery));
        }
        String role = delivery.role().get();
        String session = delivery.rule().path("Name").asText();
        return roles.in(role, itself(delivery), session, context(delivery), clock.instant())
                .map(question)
                .orElseGet(() -> Optional.of(new Failure(
                        "FAILED_TO_ASSUME_ROLE", "%s is not there or does not trust the rule.".formatted(role))));
    }

    private Optional<Failure> refusal(Caller caller, Delivery delivery, SqsService queues, Resource queue) {
        return refusal(caller, delivery, "sqs:SendMessage", queue)
                .or(() -> queues.keyRefusal(queue.arn(), request(caller, delivery), context(delivery))
                        .map(fault -> new Failure("NO_PERMISSIONS", fault.text())));
    }

    private Optional<Failure> refusal(Caller caller, Delivery delivery, String action, Resource resource) {
        return authorizer
                .denial(request(caller, delivery), action, resource, context(delivery))
                .map(denial -> new Failure(
                        "NO_PERMISSIONS",
                        "%s is not authorized to perform: %s on resource: %s %s"
                                .formatted(caller.arn(), action, resource.arn(), denial.words(action))));
    }

    private Request request(Caller caller, Delivery delivery) {
        return new Request(
                "events",
                "PutEvents",
                caller,
                caller.account(),
                delivery.bus().region(),
                JsonNodeFactory.instance.objectNode(),
                clock.instant(),
                "");
    }

    private static Context context(Delivery delivery) {
        return Context.empty()
                .with("aws:SourceArn", delivery.ruleArn())
                .with("aws:SourceAccount", delivery.bus().account())
                .with("events:source", delivery.event().path("source").asText())
                .with("events:detail-type", delivery.event().path("detail-type").asText());
    }

    private static Caller.Service itself(Delivery delivery) {
        return new Caller.Service(EVENT_BRIDGE, delivery.bus().account());
    }
}
