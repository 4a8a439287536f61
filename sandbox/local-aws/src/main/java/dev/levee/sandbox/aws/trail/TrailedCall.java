package dev.levee.sandbox.aws.trail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.OperationTable;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.wire.HttpMessage;
import dev.levee.sandbox.aws.wire.Reply;
import java.util.Optional;

/// A call that has been answered, with all that a record of it may need.
///
/// @param source the client's address
/// @param response empty if it failed
/// @param fault empty if it went well
public record TrailedCall(
        Request request,
        OperationTable.Entry entry,
        HttpMessage message,
        String source,
        String requestId,
        Optional<JsonNode> response,
        Optional<AwsFault> fault,
        Reply reply) {

    /// Without request and response, which may hold secrets.
    @Override
    public String toString() {
        return request.toString();
    }
}
