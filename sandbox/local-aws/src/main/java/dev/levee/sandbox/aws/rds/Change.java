package dev.levee.sandbox.aws.rds;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BinaryOperator;

/// What one member of a `Modify` request (and of the `Create` request, which shares most of them) does to a database.
///
/// @param member the member of a described database it sets
/// @param timing when that shows
/// @param status of the database until then
/// @param value made of the present value and what was asked for
record Change(String member, Timing timing, String status, BinaryOperator<JsonNode> value) {

    enum Timing {
        /// In the answer already.
        AT_ONCE,
        /// When the database has finished modifying itself, whatever `ApplyImmediately` says.
        SOON,
        /// In the next maintenance window, which never comes here, unless `ApplyImmediately`.
        IN_WINDOW
    }

    static Change of(String member, Timing timing) {
        return new Change(member, timing, "modifying", (_, asked) -> asked);
    }

    Change made(BinaryOperator<JsonNode> otherwise) {
        return new Change(member, timing, status, otherwise);
    }

    Change showing(String otherStatus) {
        return new Change(member, timing, otherStatus, value);
    }
}
