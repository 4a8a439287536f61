package dev.levee.onboarding;

import dev.levee.rulebook.Control;
import dev.levee.rulebook.Permission;
import dev.levee.rulebook.Purpose;
import dev.levee.service.ConfigurationException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// What Levee's roles are denied, whatever controls are chosen.
final class Forbidden {

    /// Makes, widens or borrows power.
    static final List<String> NEVER = List.of(
            "account:*",
            "iam:Add*",
            "iam:Attach*",
            "iam:ChangePassword",
            "iam:Create*",
            "iam:DeleteRolePermissionsBoundary",
            "iam:DeleteUserPermissionsBoundary",
            "iam:Put*",
            "iam:Set*",
            "iam:UpdateLoginProfile",
            "iam:Upload*",
            "kms:PutKeyPolicy",
            "kms:ScheduleKeyDeletion",
            "organizations:*",
            "sts:Assume*",
            "sts:GetFederationToken");

    /// Shows a role's trust policy, or the call that wrote it, and thereby a code.
    static final List<String> TELL_CODES = List.of(
            "cloudtrail:LookupEvents",
            "config:BatchGet*",
            "config:Get*History",
            "config:Select*",
            "iam:GetAccountAuthorizationDetails",
            "iam:ListRoles");

    private Forbidden() {}

    static void refuseThoseThatNeed(Collection<Control> controls) {
        List<String> problems = controls.stream()
                .flatMap(control -> Stream.concat(
                        problems(control, NEVER, Purpose.values()), problems(control, TELL_CODES, Purpose.READ)))
                .distinct()
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private static Stream<String> problems(Control control, List<String> denied, Purpose... purposes) {
        return Stream.of(purposes)
                .flatMap(purpose -> control.permissions(purpose).stream())
                .map(Permission::action)
                .filter(action -> denied.stream().anyMatch(pattern -> matches(pattern, action)))
                .map(action -> "%s needs %s, which no role of Levee's may do; leave this control out"
                        .formatted(control.id(), action));
    }

    private static boolean matches(String pattern, String action) {
        int star = pattern.indexOf('*');
        return star < 0
                ? pattern.equals(action)
                : action.startsWith(pattern.substring(0, star)) && action.endsWith(pattern.substring(star + 1));
    }
}
