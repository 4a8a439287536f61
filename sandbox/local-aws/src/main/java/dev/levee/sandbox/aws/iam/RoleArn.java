package dev.levee.sandbox.aws.iam;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ARN of a role: as it was given, whose the role is, and its name without its path.
record RoleArn(String text, String account, String name) {

    private static final Pattern FORM = Pattern.compile("arn:aws:iam::(\\d{12}):role/(?:.*/)?([^/]+)");

    /// Empty if it is no role's.
    static Optional<RoleArn> parse(String arn) {
        Matcher matcher = FORM.matcher(arn);
        return matcher.matches() ? Optional.of(new RoleArn(arn, matcher.group(1), matcher.group(2))) : Optional.empty();
    }
}
