package dev.levee.sandbox.aws.trail;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Is told of every call worth a trail record, after the call took effect and before its answer is sent.
@FunctionalInterface
public interface TrailListener {

    /// Takes a record.
    ///
    /// @param record in CloudTrail's own form; `recipientAccountId` and `awsRegion` say where. Not to be changed.
    void recorded(ObjectNode record);
}
