package dev.levee.cli.account;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.Readiness;
import dev.levee.schemas.ReadinessStep;
import dev.levee.schemas.StepResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Accounts as text and as JSON.
final class AccountTable {

    private final String format;

    /// @param accounts all that are to be shown: their names set the width
    AccountTable(Collection<Account> accounts) {
        int width = accounts.stream()
                .mapToInt(account -> account.getName().length())
                .max()
                .orElse(0);
        this.format = "%-12s  %-" + Math.max(width, "NAME".length()) + "s  %-9s  %-14s  %s";
    }

    String head() {
        return format.formatted("ID", "NAME", "MODE", "READY", "GROUPS");
    }

    String line(Account account, Optional<Readiness> readiness) {
        return format.formatted(
                account.getId(),
                account.getName(),
                word(account.getConnection().getMode()),
                readiness.map(AccountTable::ready).orElse("not verified"),
                String.join(", ", account.getGroups()));
    }

    /// Everything about one account.
    static List<String> sheet(Account account, Optional<Readiness> readiness) {
        List<String> lines = new ArrayList<>();
        lines.add("%s  %s".formatted(account.getId(), account.getName()).strip());
        members(account).forEach((member, text) -> lines.add("  %-15s  %s".formatted(member, text)));
        lines.add("  ready            "
                + readiness
                        .map(found -> "%s, verified %s by %s"
                                .formatted(ready(found), time(found.getCheckedAt()), found.getWriter()))
                        .orElse("not verified: levee account verify " + account.getId()));
        readiness.ifPresent(found -> {
            lines.addAll(ReadinessTable.table(found));
            lines.addAll(ReadinessTable.mends(found));
        });
        return lines;
    }

    /// Each member that differs, e.g. `groups: production → production, pci`.
    static List<String> changes(Account before, Account after) {
        Map<String, String> now = members(after);
        List<String> changes = new ArrayList<>();
        if (!before.getName().equals(after.getName())) {
            changes.add("name: %s → %s".formatted(before.getName(), after.getName()));
        }
        members(before).forEach((member, text) -> {
            if (!text.equals(now.get(member))) {
                changes.add("%s: %s → %s".formatted(member, text, now.get(member)));
            }
        });
        return changes;
    }

    static ObjectNode json(Account account, Optional<Readiness> readiness) {
        AwsConnection connection = account.getConnection();
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("id", account.getId()).put("name", account.getName());
        addAll(account.getGroups(), json.putArray("groups"));
        addAll(account.getRegions(), json.putArray("regions"));
        json.put("mode", word(connection.getMode()))
                .put("externalId", connection.getExternalId())
                .put("scanRoleArn", connection.getScanRoleArn())
                .put("remediatorRoleArn", connection.getRemediatorRoleArn());
        connection.getSecretArn().ifPresent(secret -> json.put("secretArn", secret));
        readiness.ifPresent(found -> json.set("readiness", ReadinessTable.json(found)));
        return json;
    }

    /// What is known of an account beside its id and name, in words.
    private static Map<String, String> members(Account account) {
        AwsConnection connection = account.getConnection();
        Map<String, String> members = new LinkedHashMap<>();
        members.put("groups", orNone(account.getGroups(), "none"));
        members.put("regions", orNone(account.getRegions(), "all"));
        members.put("mode", word(connection.getMode()));
        members.put("external id", connection.getExternalId());
        members.put("scan role", connection.getScanRoleArn());
        members.put("remediator role", connection.getRemediatorRoleArn());
        members.put("secret", connection.getSecretArn().orElse("none"));
        return members;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /// The first step that failed says most.
    private static String ready(Readiness readiness) {
        if (readiness.getReady()) {
            return "ready";
        }
        return readiness.getSteps().stream()
                .filter(step -> step.getResult() == StepResult.FAILED)
                .map(ReadinessStep::getName)
                .findFirst()
                .map(step -> "NOT " + step)
                .orElse("NOT READY");
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String orNone(List<String> texts, String none) {
        return texts.isEmpty() ? none : String.join(", ", texts);
    }

    private static void addAll(List<String> texts, ArrayNode array) {
        texts.forEach(array::add);
    }
}
