package dev.levee.sandbox.aws.modelled;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.sandbox.aws.AwsFault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Errors as the files write them: `Code`, `Code 404`, `Code: message`, `Code 404: message`.
final class Refusals {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9.]+)(?: (\\d{3}))?(?:: (.*))?", Pattern.DOTALL);

    private Refusals() {}

    /// @throws IllegalStateException if it is not written so
    static AwsFault fault(JsonNode written, JsonNode scope) {
        Matcher parts = FORM.matcher(written.asText());
        if (!parts.matches()) {
            throw new IllegalStateException("not an error: " + written);
        }
        int status = parts.group(2) == null ? 400 : Integer.parseInt(parts.group(2));
        String message = parts.group(3) == null ? parts.group(1) : Template.text(parts.group(3), scope);
        return new AwsFault(parts.group(1), status, message);
    }
}
