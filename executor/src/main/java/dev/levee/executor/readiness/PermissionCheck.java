package dev.levee.executor.readiness;

import dev.levee.executor.readiness.Needs.Need;
import dev.levee.executor.readiness.Simulation.Missing;
import dev.levee.executor.readiness.Simulation.Objection;
import dev.levee.executor.session.Obstacle;
import dev.levee.executor.session.Opened;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Whether a role may do all that is needed of it.
record PermissionCheck(Check check, Simulation simulation) {

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
    private static String mend(List<Missing> missing) {
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

    private static String template(List<Missing> missing) {
        TreeSet<String> controls =
                missing.stream().map(one -> one.need().control()).collect(Collectors.toCollection(TreeSet::new));
        return "deploy the template with these controls: levee onboard aws template"
                + (controls.size() > NAMED ? "" : " --controls " + String.join(",", controls));
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
