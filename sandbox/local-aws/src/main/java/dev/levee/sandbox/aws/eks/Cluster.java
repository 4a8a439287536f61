package dev.levee.sandbox.aws.eks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A cluster's row at a time: `cluster`, its `updates` by id, and while something is under way `until` and `then`,
/// what it leads to.
record Cluster(ObjectNode row) {

    private static final Duration TAKES = Duration.ofSeconds(3);

    static Cluster creating(Request request) {
        JsonNode asked = request.document();
        String name = request.required("name");
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        ObjectNode cluster = row.putObject("cluster")
                .put("name", name)
                .put("arn", "arn:aws:eks:%s:%s:cluster/%s".formatted(request.region(), request.account(), name))
                .put("createdAt", request.time().toString())
                .put("version", asked.path("version").asText("1.34"))
                .put("roleArn", request.required("roleArn"))
                .put("status", "CREATING")
                .put("platformVersion", "eks.1");
        cluster.putObject("resourcesVpcConfig")
                .put("endpointPublicAccess", true)
                .put("endpointPrivateAccess", false)
                .setAll((ObjectNode) asked.path("resourcesVpcConfig"));
        cluster.putObject("kubernetesNetworkConfig")
                .put("serviceIpv4Cidr", "172.20.0.0/16")
                .put("ipFamily", "ipv4");
        cluster.set("logging", Logging.none().with(asked.path("logging")).document());
        cluster.putObject("certificateAuthority");
        cluster.set("tags", asked.path("tags").isObject() ? asked.get("tags") : JsonNodeFactory.instance.objectNode());
        row.putObject("updates");
        row.put("until", request.time().plus(TAKES).toString());
        row.putObject("then")
                .put("status", "ACTIVE")
                .put("endpoint", "https://%s.%s.eks.amazonaws.com".formatted(name, request.region()));
        return new Cluster(row);
    }

    /// The row with what is finished by now.
    static Cluster at(ObjectNode row, Instant time) {
        if (row.has("until") && !time.isBefore(Instant.parse(row.path("until").asText()))) {
            row.withObject("/cluster").setAll(row.withObject("/then"));
            row.withObject("/updates").forEach(update -> ((ObjectNode) update).put("status", "Successful"));
            row.remove(List.of("until", "then"));
        }
        return new Cluster(row);
    }

    ObjectNode description() {
        return row.withObject("/cluster");
    }

    ObjectNode updates() {
        return row.withObject("/updates");
    }

    /// Starts an update.
    ///
    /// @param kind the one member of the request that is to change
    void update(String id, String kind, Request request) {
        requireIdle(kind);
        JsonNode asked = request.document().path(kind);
        ObjectNode then = row.putObject("then").put("status", "ACTIVE");
        if (kind.equals("logging")) {
            Logging present = Logging.of(description().path("logging"));
            Logging wanted = present.with(asked);
            if (wanted.equals(present)) {
                throw EksService.invalid("No changes needed for the logging config provided");
            }
            then.set(kind, wanted.document());
        } else {
            then.set(kind, ((ObjectNode) description().path(kind).deepCopy()).setAll((ObjectNode) asked));
        }
        description().put("status", "UPDATING");
        row.put("until", request.time().plus(TAKES).toString());
        ObjectNode update = updates()
                .putObject(id)
                .put("id", id)
                .put("status", "InProgress")
                .put("type", kind.equals("logging") ? "LoggingUpdate" : "EndpointAccessUpdate")
                .put("createdAt", request.time().toString());
        update.putArray("params")
                .addObject()
                .put("type", kind.equals("logging") ? "ClusterLogging" : "EndpointPublicAccess")
                .put("value", asked.toString());
        update.putArray("errors");
    }

    private void requireIdle(String kind) {
        String name = description().path("name").asText();
        switch (description().path("status").asText()) {
            case "ACTIVE" -> {}
            case "UPDATING" ->
                throw new AwsFault(
                        "ResourceInUseException",
                        409,
                        "Cannot %s because cluster %s currently has update in progress"
                                .formatted(kind.equals("logging") ? "LoggingUpdate" : "EndpointAccessUpdate", name));
            default ->
                throw new AwsFault(
                        "InvalidRequestException", 400, "Cluster %s is not in an active state".formatted(name));
        }
    }
}
