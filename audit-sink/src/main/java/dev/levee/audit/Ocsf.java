package dev.levee.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/// What all events have in common: the base event of OCSF 1.8.0, with its cloud profile.
final class Ocsf {

    /// An identifier and its caption.
    record Term(int id, String caption) {}

    record EventClass(Term category, Term type) {}

    static final Term INFORMATIONAL = new Term(1, "Informational");

    /// Kinds of observables.
    static final int RESOURCE_UID = 10;
    static final int USER_UID = 31;
    static final int ACCOUNT_UID = 35;

    private static final String VERSION = "1.8.0";
    private static final Term AWS_ACCOUNT = new Term(10, "AWS Account");
    private static final Term AZURE_SUBSCRIPTION = new Term(13, "Azure Subscription");

    private Ocsf() {}

    static ObjectNode event(EventClass kind, Term activity, Instant time) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("category_uid", kind.category().id());
        event.put("category_name", kind.category().caption());
        event.put("class_uid", kind.type().id());
        event.put("class_name", kind.type().caption());
        event.put("activity_id", activity.id());
        event.put("activity_name", activity.caption());
        event.put("type_uid", kind.type().id() * 100 + activity.id());
        event.put("type_name", kind.type().caption() + ": " + activity.caption());
        event.put("time", time.toEpochMilli());
        return event;
    }

    /// Puts an attribute of the form `name_id` and its sibling `name`.
    static void put(ObjectNode event, String name, Term term) {
        event.put(name + "_id", term.id());
        event.put(name, term.caption());
    }

    /// @param uid the same for the same record, however often it is written
    /// @param correlation the same for all events of one command
    static ObjectNode putMetadata(ObjectNode event, String uid, Optional<String> correlation, String log) {
        ObjectNode metadata = event.putObject("metadata");
        metadata.put("version", VERSION);
        metadata.put("uid", uid);
        correlation.ifPresent(id -> metadata.put("correlation_uid", id));
        metadata.put("log_name", log);
        metadata.putObject("product").put("name", "Levee").put("vendor_name", "Levee");
        metadata.putArray("profiles").add("cloud");
        return metadata;
    }

    static void putCloud(ObjectNode event, String account, String region) {
        boolean aws = account.length() == 12 && account.chars().allMatch(Character::isDigit);
        ObjectNode cloud = event.putObject("cloud");
        cloud.put("provider", aws ? "AWS" : "Azure");
        ObjectNode owner = cloud.putObject("account");
        owner.put("uid", account);
        put(owner, "type", aws ? AWS_ACCOUNT : AZURE_SUBSCRIPTION);
        if (!region.isEmpty()) {
            cloud.put("region", region);
        }
        observe(event, "cloud.account.uid", ACCOUNT_UID, account);
    }

    /// Names a value a person may want to search for.
    ///
    /// @param name where in the event it stands
    static void observe(ObjectNode event, String name, int kind, String value) {
        event.withArray("observables")
                .addObject()
                .put("name", name)
                .put("type_id", kind)
                .put("value", value);
    }
}
