package dev.levee.sandbox.aws.trail;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// How one family of services shows its requests and answers in the trail. An empty object is shown as null.
interface TrailStyle {

    ObjectNode requestParameters(TrailedCall call);

    /// Asked only if the call went well.
    ObjectNode responseElements(TrailedCall call);

    default String userAgent(String header) {
        return header;
    }

    /// What this family's records have besides.
    default void addTo(ObjectNode event, TrailedCall call) {}
}
