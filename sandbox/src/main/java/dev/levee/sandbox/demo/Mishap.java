package dev.levee.sandbox.demo;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Something careless that somebody does in an account, and how the account looks once Levee has put it right.
///
/// @param title what happened, e.g. `database orders created without deletion protection`
/// @param controls those whose fixes are expected
/// @param happen does it, as the account's administrator; gives the ARN of the resource
/// @param stillWrong looks at the cloud itself: what is not put right yet, or was touched and should not have been;
///     empty when all is well
public record Mishap(
        String title,
        String account,
        String region,
        List<String> controls,
        Function<Calls, String> happen,
        BiFunction<Calls, String, Optional<String>> stillWrong) {}
