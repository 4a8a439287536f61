package dev.levee.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.audit.Ocsf.EventClass;
import dev.levee.audit.Ocsf.Term;
import dev.levee.schemas.Snapshot;
import dev.levee.schemas.Topics;
import java.util.Optional;

/// Tells a snapshot as OCSF Cloud Resources Inventory Info; the resource's state is its `data`.
final class ResourceInventory {

    private static final EventClass INVENTORY =
            new EventClass(new Term(5, "Discovery"), new Term(5023, "Cloud Resources Inventory Info"));
    private static final Term COLLECT = new Term(2, "Collect");
    private static final Term TARGET = new Term(1, "Target");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ResourceInventory() {}

    /// @throws JsonProcessingException if the state is no JSON
    static ObjectNode of(Snapshot snapshot) throws JsonProcessingException {
        ObjectNode event = Ocsf.event(INVENTORY, COLLECT, snapshot.getTime());
        Ocsf.put(event, "severity", Ocsf.INFORMATIONAL);
        event.put(
                "message",
                "%s of %s, judged by %s: %s"
                        .formatted(
                                snapshot.getPhase(),
                                snapshot.getResource(),
                                snapshot.getControl(),
                                snapshot.getJudgement()));

        Ocsf.putCloud(event, snapshot.getAccount(), snapshot.getRegion());
        ObjectNode resource = event.putArray("resources").addObject();
        resource.put("uid", snapshot.getResource());
        Ocsf.put(resource, "role", TARGET);
        if (!snapshot.getRegion().isEmpty()) {
            resource.put("region", snapshot.getRegion());
        }
        resource.set("data", JSON.readTree(snapshot.getState()));
        Ocsf.observe(event, "resources[0].uid", Ocsf.RESOURCE_UID, snapshot.getResource());

        event.putObject("unmapped")
                .put("command", snapshot.getCommand())
                .put("phase", snapshot.getPhase().name())
                .put("control", snapshot.getControl())
                .put("judgement", snapshot.getJudgement());
        Ocsf.putMetadata(event, snapshot.getId(), Optional.of(snapshot.getCommand()), Topics.SNAPSHOTS.name());
        return event;
    }
}
