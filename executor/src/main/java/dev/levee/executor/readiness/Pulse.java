package dev.levee.executor.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.CloudApi;
import dev.levee.cloud.CloudCall;
import dev.levee.cloud.FailureKind;
import dev.levee.schemas.Account;
import dev.levee.schemas.HeartbeatEvent;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// Puts heartbeats on an account's event buses.
final class Pulse {

    static final String PUT_EVENTS = "events:PutEvents";
    static final String DESCRIBE_REGIONS = "ec2:DescribeRegions";

    private final InstantSource clock;

    Pulse(InstantSource clock) {
        this.clock = clock;
    }

    sealed interface Regions {

        record Known(List<String> names) implements Regions {}

        record Unknown(CloudAnswer.Failure failure) implements Regions {}
    }

    /// Those Levee works in: the account's own list, or all that are switched on there.
    static Regions regions(Account account, CloudApi reader) {
        if (!account.getRegions().isEmpty()) {
            return new Regions.Known(account.getRegions());
        }
        CloudCall call =
                new CloudCall(DESCRIBE_REGIONS, Needs.place(account).region(), JsonNodeFactory.instance.objectNode());
        return switch (reader.call(call)) {
            case CloudAnswer.Failure failure -> new Regions.Unknown(failure);
            case CloudAnswer.Success success ->
                new Regions.Known(
                        StreamSupport.stream(success.document().path("Regions").spliterator(), false)
                                .map(region -> region.path("RegionName").asText())
                                .sorted()
                                .toList());
        };
    }

    /// Returns why the bus did not take it.
    ///
    /// @param reader the account's scan session
    Optional<CloudAnswer.Failure> send(CloudApi reader, String region, String id) {
        ObjectNode detail = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("sentAt", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("Entries")
                .addObject()
                .put("Source", HeartbeatEvent.SOURCE)
                .put("DetailType", HeartbeatEvent.DETAIL_TYPE)
                .put("Detail", detail.toString());
        return switch (reader.call(new CloudCall(PUT_EVENTS, region, document))) {
            case CloudAnswer.Failure failure -> Optional.of(failure);
            case CloudAnswer.Success success -> rejected(success);
        };
    }

    /// The call succeeds even where its one entry did not.
    private static Optional<CloudAnswer.Failure> rejected(CloudAnswer.Success success) {
        JsonNode entry = success.document().path("Entries").path(0);
        return entry.hasNonNull("ErrorCode")
                ? Optional.of(new CloudAnswer.Failure(
                        FailureKind.REJECTED,
                        entry.path("ErrorCode").asText(),
                        entry.path("ErrorMessage").asText(),
                        200,
                        success.requestId()))
                : Optional.empty();
    }
}
