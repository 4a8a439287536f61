package dev.levee.executor.api.finding;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.executor.api.access.Caller;
import dev.levee.executor.api.access.Role;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.InputDescription;
import dev.levee.rulebook.Rulebook;
import dev.levee.schemas.Account;
import dev.levee.schemas.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Findings as JSON, with what their fix would be.
///
/// @param objection why a finding cannot be fixed now, whoever asks
record FindingJson(Findings findings, Rulebook rulebook, Function<Finding, Optional<String>> objection) {

    /// As it stands in a list.
    ObjectNode brief(OpenFinding open, Caller caller) {
        Finding finding = open.finding();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", open.shortId());
        json.put("fullId", finding.getId());
        json.put("state", word(finding.getState()));
        json.put("severity", word(finding.getSeverity()));
        json.put("control", finding.getControl());
        json.put("title", finding.getTitle());
        json.put("account", finding.getAccount());
        findings.account(finding.getAccount()).map(Account::getName).ifPresent(name -> json.put("accountName", name));
        findings.groupsOf(finding.getAccount()).forEach(json.putArray("groups")::add);
        json.put("region", finding.getRegion());
        json.put("resource", finding.getResource());
        json.put("resourceId", finding.getResourceId());
        json.put("evidence", finding.getEvidence());
        json.put("policy", finding.getPolicy());
        json.put("observedAt", finding.getObservedAt().toString());
        ObjectNode remediation = json.putObject("remediation");
        Optional<String> why = whyNot(finding, caller);
        remediation.put("possible", why.isEmpty());
        why.ifPresent(text -> remediation.put("whyNot", text));
        return json;
    }

    /// With what there is to know before having it fixed.
    ObjectNode full(OpenFinding open, Caller caller) {
        ObjectNode json = brief(open, caller);
        rulebook.control(open.finding().getControl()).ifPresent(control -> describe(control, json));
        return json;
    }

    private static void describe(Control control, ObjectNode json) {
        ObjectNode remediation = json.withObject("/remediation");
        remediation.put("risk", word(control.risk()));
        remediation.put("caution", control.caution());
        control.noRollback().ifPresent(why -> remediation.put("noRollback", why));
        for (InputDescription input : control.inputs()) {
            ObjectNode described = remediation.withArray("inputs").addObject();
            described.put("name", input.name());
            described.put("meaning", input.meaning());
            described.put("form", input.form());
            input.standard().ifPresent(value -> described.set("default", value));
        }
    }

    private Optional<String> whyNot(Finding finding, Caller caller) {
        List<String> groups = findings.groupsOf(finding.getAccount());
        return caller.may(Role.REMEDIATOR, groups)
                ? objection.apply(finding)
                : Optional.of("you are not a remediator of account " + finding.getAccount());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
