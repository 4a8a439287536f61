package dev.levee.executor.look;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.cloud.CloudAnswer;
import dev.levee.cloud.FailureKind;
import dev.levee.rulebook.Judgement;
import java.time.Instant;
import java.util.Map;

/// What reading a resource came to.
public sealed interface Look {

    /// @param state name of a read → the cloud's answer
    record Judged(Map<String, JsonNode> state, Judgement judgement, Instant at) implements Look {}

    /// The resource does not exist.
    record Gone() implements Look {}

    /// The state is not known, which says nothing about the resource.
    record Unknown(String operation, CloudAnswer.Failure failure) implements Look {

        /// Whether reading it again later may work.
        public boolean mayPass() {
            return switch (failure.kind()) {
                case THROTTLED, UNAVAILABLE, EXPIRED_CREDENTIALS -> true;
                case ACCESS_DENIED, REJECTED -> false;
            };
        }

        public boolean expired() {
            return failure.kind() == FailureKind.EXPIRED_CREDENTIALS;
        }
    }

    /// The state is known and the control cannot be evaluated on it.
    record Unjudgeable(String why) implements Look {}
}
