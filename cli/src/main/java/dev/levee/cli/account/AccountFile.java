package dev.levee.cli.account;

import dev.levee.rulebook.Problem;
import dev.levee.rulebook.yaml.Problems;
import dev.levee.rulebook.yaml.YamlFile;
import dev.levee.rulebook.yaml.YamlMap;
import dev.levee.rulebook.yaml.YamlNode;
import dev.levee.schemas.Account;
import dev.levee.schemas.ConnectionMode;
import dev.levee.service.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A list of accounts as people write it: YAML, with the names of the options as keys.
final class AccountFile {

    private AccountFile() {}

    /// @param options what holds for every account that does not say otherwise
    /// @param published where what neither says is taken from
    /// @throws ConfigurationException naming every problem by file and line
    static List<AccountForm> read(Path file, ConnectionOptions options, Map<String, Account> published)
            throws IOException {
        Problems problems = new Problems(file.toString());
        List<AccountForm> forms = new ArrayList<>();
        for (YamlNode document : YamlFile.documents(Files.readString(file), problems)) {
            for (YamlNode account : document.list()) {
                AccountForm form = form(account.map(), options).asIn(published);
                form.problems().forEach(account::problem);
                forms.add(form);
            }
        }
        if (forms.isEmpty() && problems.none()) {
            problems.add(1, "the file holds no account");
        }
        if (!problems.none()) {
            throw new ConfigurationException(
                    problems.all().stream().map(Problem::toString).toList());
        }
        return forms;
    }

    private static AccountForm form(YamlMap account, ConnectionOptions options) {
        AccountForm usual = options.form(account.text("id"), text(account, "name"));
        AccountForm form = new AccountForm(
                usual.id(),
                usual.name(),
                texts(account, "groups").or(usual::groups),
                texts(account, "regions").or(usual::regions),
                account.optional("mode").flatMap(AccountFile::mode).or(usual::mode),
                text(account, "externalId").or(usual::externalId),
                text(account, "homeRegion").or(usual::homeRegion),
                text(account, "scanRoleArn"),
                text(account, "remediatorRoleArn"),
                text(account, "secretArn"));
        account.refuseOthers();
        return form;
    }

    private static Optional<String> text(YamlMap account, String key) {
        return account.optional(key).map(YamlNode::text);
    }

    private static Optional<List<String>> texts(YamlMap account, String key) {
        return account.optional(key).map(YamlNode::texts);
    }

    private static Optional<ConnectionMode> mode(YamlNode node) {
        return switch (node.text()) {
            case "automated" -> Optional.of(ConnectionMode.AUTOMATED);
            case "manual" -> Optional.of(ConnectionMode.MANUAL);
            default -> {
                node.problem("must be automated or manual");
                yield Optional.empty();
            }
        };
    }
}
