package dev.levee.executor.api.finding;

import dev.levee.schemas.Finding;

/// A finding that is not resolved.
///
/// @param shortId what people call it by
public record OpenFinding(Finding finding, String shortId) {

    static OpenFinding of(Finding finding) {
        return new OpenFinding(finding, ShortId.of(finding.getId()));
    }

    boolean isCalled(String id) {
        return shortId.equals(id) || finding.getId().equals(id);
    }
}
