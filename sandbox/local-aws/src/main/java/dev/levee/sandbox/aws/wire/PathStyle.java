package dev.levee.sandbox.aws.wire;

import java.util.Map;
import java.util.Optional;

/// How a service's paths are written.
@FunctionalInterface
interface PathStyle {

    /// Where most services write all of it in the path.
    PathStyle PLAIN = (template, message) -> PathTemplate.of(template).match(message.path());

    /// The values of a template's variables by their names; empty if the request is not for such a place.
    ///
    /// @param template the SDK's, e.g. `/clusters/{name}`
    Optional<Map<String, String>> match(String template, HttpMessage message);
}
