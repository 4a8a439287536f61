package dev.levee.sandbox.aws.modelled;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.Request;

/// What only Java can say of an operation that creates or updates a row.
@FunctionalInterface
public interface Twist {

    /// Changes the row, before what the file says, which sees it as changed.
    ///
    /// @throws dev.levee.sandbox.aws.AwsFault to refuse the call; nothing is changed then
    void change(Request request, ObjectNode row);
}
