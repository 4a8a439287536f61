package dev.levee.onboarding;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What of the permissions boundary depends on the controls.
final class Boundary {

    private static final String IAM = "iam:";
    private static final String PASS_ROLE = "iam:PassRole";

    private Boundary() {}

    /// Whole services, so that another control needs no other boundary; of IAM only what is needed.
    static List<String> allowed(List<Statement> reads, List<Statement> fixes) {
        TreeSet<String> allowed = new TreeSet<>();
        Stream.concat(reads.stream(), fixes.stream())
                .flatMap(statement -> statement.actions().stream())
                .forEach(action ->
                        allowed.add(action.startsWith(IAM) ? action : action.substring(0, action.indexOf(':')) + ":*"));
        return Yaml.list(allowed);
    }

    static List<String> passRole(List<Statement> fixes) {
        List<String> roles = fixes.stream()
                .filter(statement -> statement.actions().contains(PASS_ROLE))
                .flatMap(statement -> statement.resources().stream())
                .map(Yaml::resource)
                .toList();
        return Stream.concat(
                        Stream.of(
                                "- Sid: NoRoleIsPassedButThoseOfTheControls",
                                "  Effect: Deny",
                                "  Action: " + PASS_ROLE),
                        (roles.isEmpty()
                                        ? Yaml.oneOrList("Resource", List.of("'*'"))
                                        : Yaml.oneOrList("NotResource", roles))
                                .map(line -> "  " + line))
                .toList();
    }
}
