package dev.levee.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/// A read as a control's file describes it.
record CallRead(String name, CallTemplate template, Set<String> absent, Set<String> gone, Optional<Paging> paging)
        implements Read {

    @Override
    public Call call(Resource resource, JsonNode inputs) {
        return template.call(Scopes.of(resource).with("input", inputs), resource.place());
    }

    @Override
    public boolean meansAbsent(String errorCode) {
        return absent.contains(errorCode);
    }

    @Override
    public boolean meansGone(String errorCode) {
        return gone.contains(errorCode);
    }
}
