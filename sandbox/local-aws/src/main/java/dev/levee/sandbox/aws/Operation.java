package dev.levee.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;

/// What one API operation does. Called after the caller was authenticated and authorised.
@FunctionalInterface
public interface Operation {

    /// Returns the response document by API member names; an empty object when the API answers with nothing.
    ///
    /// @throws AwsFault for the service's own errors
    JsonNode handle(Request request);
}
