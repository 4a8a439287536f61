package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// One call that reads a part of a resource's state.
public interface Read {

    /// The key of the answer in [Situation#state()].
    String name();

    Call call(Resource resource, JsonNode inputs);

    /// The configuration does not exist: the answer is JSON null.
    boolean meansAbsent(String errorCode);

    /// The resource itself does not exist (any more).
    boolean meansGone(String errorCode);

    Optional<Paging> paging();
}
