package dev.levee.executor.readiness;

import dev.levee.executor.readiness.Needs.Need;
import dev.levee.executor.readiness.Simulation.Missing;
import dev.levee.executor.readiness.Simulation.Objection;
import dev.levee.executor.session.Obstacle;
import dev.levee.executor.session.Opened;
import dev.levee.schemas.ConnectionMode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Whether a role may do all that is needed of it.
///
/// @param mode of the account's connection
record PermissionCheck(Check check, Simulation simulation, ConnectionMode mode) {

    /// In place of a control, where a permission is needed whatever the controls are.
    static final String EVERY_ACCOUNT = "every account";

    private static final int NAMED = 5;
    private static final String NO_ROLE = "NoSuchEntity";

    void run(Collection<Need> needs, Checklist list) {
        switch (simulation.ask(needs)) {
            case Simulation.Answer.Unknown(var failure) when failure.code().equals(NO_ROLE) -> missingRole(list);
            case Simulation.Answer.Unknown(var failure) -> list.failed(check, Simulation.OPERATION, failure);
            case Simulation.Answer.Told(var missing, var unknown)
            when missing.isEmpty() -> list.passed(check, allThere(needs, unknown));
            case Simulation.Answer.Told(var missing, var _) ->
                list.failed(check, sentence(missing, needs), mend(missing));
        }
    }

    /// Said once is enough.
    private void missingRole(Checklist list) {
        if (list.hasFailed(Check.REMEDIATOR_ROLE)) {
            list.skipped(check, "there is no such role");
        } else {
            list.failed(check, new Opened.Blocked(Obstacle.ROLE_MISSING, simulation.roleArn()));
        }
    }

    private static String allThere(Collection<Need> needs, List<String> unknown) {
        return "all %d permissions%s"
                .formatted(
                        needs.size(), unknown.isEmpty() ? "" : "; IAM cannot simulate " + String.join(", ", unknown));
    }

    /// The objection of the organization comes first: nobody in the account can overrule it.
    private String mend(List<Missing> missing) {
        Objection first = missing.stream()
                .map(Missing::objection)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return switch (first) {
            case ORGANIZATION -> "except Levee's roles from the service control policy";
            case BOUNDARY -> "let the boundary allow it: " + template(missing);
            case EXPLICIT -> "take the denial out of the role's policies";
            case NOT_ALLOWED -> template(missing);
        };
    }

    /// A template of some controls only would take away the permissions of the others.
    private String template(List<Missing> missing) {
        List<String> controls = missing.stream()
                .map(one -> one.need().control())
                .filter(control -> !control.equals(EVERY_ACCOUNT))
                .distinct()
                .sorted()
                .toList();
        String all =
                "make the template anew from all your policies (levee onboard aws template --mode %s --policy …) and deploy it"
                        .formatted(mode.name().toLowerCase(Locale.ROOT));
        int more = controls.size() - NAMED;
        return controls.isEmpty()
                ? all
                : "%s; it lacks something for %s%s"
                        .formatted(
                                all,
                                controls.stream().limit(NAMED).collect(Collectors.joining(", ")),
                                more > 0 ? " and %d more".formatted(more) : "");
    }

    private static String sentence(List<Missing> missing, Collection<Need> needs) {
        List<String> named = missing.stream()
                .map(one -> "%s (%s, for %s)"
                        .formatted(
                                one.need().action(),
                                one.objection().words(),
                                one.need().control()))
                .distinct()
                .limit(NAMED)
                .toList();
        int more = missing.size() - named.size();
        return "%d of %d permissions missing: %s%s"
                .formatted(
                        missing.size(),
                        needs.size(),
                        String.join(", ", named),
                        more > 0 ? " and %d more".formatted(more) : "");
    }
}
