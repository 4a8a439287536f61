package dev.levee.evaluator.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.rulebook.Place;
import dev.levee.schemas.CloudEvent;

/// An event of a cloud, and the provider's record of it, parsed.
public record Change(CloudEvent event, JsonNode record) {

    public String action() {
        return action(event);
    }

    /// `service:action`, as controls name what triggers them.
    public static String action(CloudEvent event) {
        return event.getService() + ":" + event.getAction();
    }

    Place place() {
        return new Place(partition(event.getRegion()), event.getAccount(), event.getRegion());
    }

    private static String partition(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
