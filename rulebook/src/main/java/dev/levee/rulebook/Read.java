package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What reads a part of a resource's state: one call, one for each of several things, or
/// none for the time.
public interface Read {

    /// The key of the answer in [Situation#state()].
    String name();

    /// The calls to make, none where the state is complete without.
    ///
    /// @param soFar the answers of the reads before this one
    /// @throws JudgementException if an expression cannot be evaluated
    List<Call> calls(Resource resource, JsonNode inputs, Map<String, JsonNode> soFar);

    /// What the state has of this read, made of the answers to its calls in order; JSON null stands for one that is
    /// absent.
    ///
    /// @param at when the state was looked at
    JsonNode state(List<JsonNode> answers, Instant at);

    /// The configuration does not exist: the answer is JSON null.
    boolean meansAbsent(String errorCode);

    /// The resource itself does not exist (any more).
    boolean meansGone(String errorCode);

    Optional<Paging> paging();
}
