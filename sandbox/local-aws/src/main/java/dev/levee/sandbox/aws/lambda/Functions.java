package dev.levee.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Request;
import dev.levee.sandbox.aws.Store;
import dev.levee.sandbox.aws.Table;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The functions there are, each a row of `Configuration`, `Zip` (Base64) and the statements of its `Policy`.
final class Functions {

    private static final Pattern NAME = Pattern.compile("(?:arn:aws:lambda:[\\w-]+:)?(?:(?<account>\\d{12}):)?"
            + "(?:function:)?(?<name>[\\w-]{1,64})(?::(?<version>[$\\w-]+))?");
    private static final Pattern ARN =
            Pattern.compile("arn:aws:lambda:(?<region>[\\w-]+):(?<account>\\d{12}):function:(?<name>[\\w-]{1,64})");

    private final Store store;

    Functions(Store store) {
        this.store = store;
    }

    static String arn(String account, String region, String name) {
        return "arn:aws:lambda:%s:%s:function:%s".formatted(region, account, name);
    }

    Table in(Request request) {
        return store.regional(request.account(), request.region(), "lambda:function");
    }

    /// The function a request calls by its name or its ARN.
    ///
    /// @throws AwsFault if there is none
    ObjectNode called(Request request) {
        return in(request).get(name(request)).orElseThrow(() -> missing(request));
    }

    /// @throws AwsFault if there is none
    ObjectNode change(Request request, Consumer<ObjectNode> change) {
        return in(request).update(name(request), change).orElseThrow(() -> missing(request));
    }

    /// Returns the one that was removed.
    ///
    /// @throws AwsFault if there is none
    ObjectNode remove(Request request) {
        return in(request).remove(name(request)).orElseThrow(() -> missing(request));
    }

    Optional<ObjectNode> find(String arn) {
        Matcher parts = ARN.matcher(arn);
        return parts.matches()
                ? store.regional(parts.group("account"), parts.group("region"), "lambda:function")
                        .get(parts.group("name"))
                : Optional.empty();
    }

    /// The name in what a request calls its function.
    ///
    /// @throws AwsFault if it is no name, or of another account
    static String name(Request request) {
        String called = request.required("FunctionName");
        Matcher parts = NAME.matcher(called);
        if (!parts.matches()) {
            throw new AwsFault(
                    "ValidationException",
                    400,
                    "1 validation error detected: Value '%s' at 'functionName' failed to satisfy constraint"
                            .formatted(called));
        }
        String account = parts.group("account");
        if (account != null && !account.equals(request.account())) {
            throw new AwsFault(
                    "AccessDeniedException",
                    403,
                    "User: %s is not authorized to perform: lambda:%s on resource: %s"
                            .formatted(request.caller().arn(), request.operation(), called));
        }
        return parts.group("name");
    }

    private static AwsFault missing(Request request) {
        return new AwsFault(
                "ResourceNotFoundException",
                404,
                "Function not found: " + arn(request.account(), request.region(), name(request)));
    }
}
