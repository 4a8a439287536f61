package dev.levee.sandbox.aws.wire;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bucket and key a request is for: the bucket stands in the host name or in front of the path.
///
/// @param bucket empty for the service itself
/// @param key empty for the bucket itself
public record S3Address(String bucket, String key) {

    private static final Pattern SERVICE =
            Pattern.compile("(s3([.-][a-z0-9-]+)?\\.)?(localhost|amazonaws\\.com)(:\\d+)?");

    private static final Pattern BUCKET = Pattern.compile(
            "(?<bucket>[a-z0-9][a-z0-9.-]+?)\\.(s3([.-][a-z0-9-]+)?\\.)?(localhost|amazonaws\\.com)(:\\d+)?");

    /// The address in a request's host and path.
    public static S3Address of(HttpMessage message) {
        String path = message.path().startsWith("/") ? message.path().substring(1) : message.path();
        String host = message.header("host").orElse("");
        Matcher bucket = BUCKET.matcher(host);
        if (bucket.matches() && !SERVICE.matcher(host).matches()) {
            return new S3Address(bucket.group("bucket"), PathTemplate.decoded(path));
        }
        int slash = path.indexOf('/');
        return slash < 0
                ? new S3Address(PathTemplate.decoded(path), "")
                : new S3Address(
                        PathTemplate.decoded(path.substring(0, slash)),
                        PathTemplate.decoded(path.substring(slash + 1)));
    }

    /// What this says of a template's variables; empty if the template is of another sort of place.
    Optional<Map<String, String>> match(String template) {
        String wanted = bucket.isEmpty() ? "/" : key.isEmpty() ? "" : "/{Key+}";
        return template.equals(wanted) ? Optional.of(Map.of("Bucket", bucket, "Key", key)) : Optional.empty();
    }
}
