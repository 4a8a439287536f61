package dev.levee.sandbox.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a bus is and what it is called.
record Bus(String account, String region, String name) {

    static final String DEFAULT = "default";

    private static final Pattern ARN =
            Pattern.compile("arn:aws:events:(?<region>[\\w-]+):(?<account>\\d{12}):event-bus/(?<name>[\\w./-]+)");

    static Optional<Bus> ofArn(String arn) {
        Matcher parts = ARN.matcher(arn);
        return parts.matches()
                ? Optional.of(new Bus(parts.group("account"), parts.group("region"), parts.group("name")))
                : Optional.empty();
    }

    /// What a member of a request calls a bus: its name or ARN, or nothing for the default one.
    static Bus called(JsonNode member, Request request) {
        String called = member.asText(DEFAULT);
        return ofArn(called).orElseGet(() -> new Bus(request.account(), request.region(), called));
    }

    /// The bus of the rule a request is about.
    ///
    /// @throws AwsFault if it is another account's
    static Bus ofRule(Request request) {
        Bus bus = called(request.document().path("EventBusName"), request);
        if (!bus.account().equals(request.account()) || !bus.region().equals(request.region())) {
            throw new AwsFault(
                    "ValidationException", 400, "Rules of another account or region are not within reach here.");
        }
        return bus;
    }

    boolean isDefault() {
        return name.equals(DEFAULT);
    }

    String arn() {
        return "arn:aws:events:%s:%s:event-bus/%s".formatted(region, account, name);
    }

    String arnOfRule(String rule) {
        return "arn:aws:events:%s:%s:rule/%s%s".formatted(region, account, isDefault() ? "" : name + "/", rule);
    }
}
