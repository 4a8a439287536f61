package dev.levee.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/// Where the parts of a running sandbox are.
///
/// @param services name of the service → port of its health and metrics
/// @param audit folder of the audit trail
public record Endpoints(
        String kafka,
        String registry,
        URI aws,
        Map<String, Integer> services,
        ApiEndpoint api,
        Path audit,
        Path logs) {}
