package dev.levee.sandbox.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// An event on its way to one target of a rule.
record Delivery(Bus bus, ObjectNode rule, JsonNode row, ObjectNode event) {

    /// Why a target does not get an event: the code and the words a dead-letter queue is told.
    record Failure(String code, String message) {

        static Failure missing(Target target) {
            return new Failure("NO_RESOURCE", "%s does not exist.".formatted(target.arn()));
        }
    }

    Target target() {
        return Target.of(row.path("Arn").asText()).orElseThrow();
    }

    /// What the target gets: the event, or what the rule says instead.
    String body() {
        return row.path("Input").asText(event.toString());
    }

    String ruleArn() {
        return rule.path("Arn").asText();
    }

    /// The role to act in; empty where EventBridge acts as itself.
    Optional<String> role() {
        return Optional.of(row.path("RoleArn").asText("")).filter(arn -> !arn.isEmpty());
    }

    Optional<String> deadLetters() {
        return Optional.of(row.at("/DeadLetterConfig/Arn").asText("")).filter(arn -> !arn.isEmpty());
    }
}
