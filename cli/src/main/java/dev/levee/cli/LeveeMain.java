package dev.levee.cli;

import dev.levee.cli.account.AccountCommand;
import dev.levee.cli.control.ControlCommand;
import dev.levee.cli.environment.CliEnvironment;
import dev.levee.cli.environment.OwnIdentity;
import dev.levee.cli.finding.FindingCommand;
import dev.levee.cli.finding.RefusedException;
import dev.levee.cli.finding.RemediateCommand;
import dev.levee.cli.onboard.OnboardCommand;
import dev.levee.service.ConfigurationException;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `levee`: exit code 0 when what was asked for was done, 1 when it was not, 2 when it was asked for wrongly.
@Command(
        name = "levee",
        description = "Watches cloud accounts and puts unsafe changes right, one fix at a time, with evidence.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            AccountCommand.class,
            FindingCommand.class,
            RemediateCommand.class,
            EventsCommand.class,
            PolicyCommand.class,
            ControlCommand.class,
            OnboardCommand.class,
            TopicsCommand.class,
            RunCommand.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  levee demo                          # see it repair two accounts, here and now",
            "  levee up                            # keep a whole Levee running on this machine",
            "  levee account verify --all          # whether every account is ready for its fixes",
            "  levee finding list                  # what is wrong, and what can be fixed by hand",
            "  levee events replay trail.json.gz   # feed it recorded CloudTrail events",
            "  levee policy validate policies.yaml",
            "  levee control search public bucket  # what it can put right",
            "  levee onboard aws template          # what account owners deploy"
        })
public final class LeveeMain {

    /// No example is longer: one that is wrapped cannot be pasted.
    static final int HELP_WIDTH = 120;

    private LeveeMain() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return commandLine(System.getenv());
    }

    static CommandLine commandLine(Map<String, String> environment) {
        CommandLine commandLine = new CommandLine(new LeveeMain(), factory(new CliEnvironment(environment)));
        commandLine.getCommandSpec().version("levee " + OwnIdentity.VERSION);
        commandLine.setUsageHelpWidth(HELP_WIDTH);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler((wrong, _) -> askedWrongly(wrong));
        commandLine.setExecutionExceptionHandler((failure, command, _) -> {
            if (!(failure instanceof ConfigurationException || failure instanceof RefusedException)) {
                LoggerFactory.getLogger(LeveeMain.class)
                        .atError()
                        .setCause(failure)
                        .log("command failed");
            }
            Failures.lines(failure).forEach(line -> command.getErr().println("levee: " + line));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return commandLine;
    }

    /// One line, and where to read more; a command that only holds others shows which.
    private static int askedWrongly(CommandLine.ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println("levee: " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        if (command.getSubcommands().isEmpty()) {
            command.getErr()
                    .printf("see `%s --help`%n", command.getCommandSpec().qualifiedName());
        } else {
            command.usage(command.getErr());
        }
        return CommandLine.ExitCode.USAGE;
    }

    /// Gives every command the same environment.
    private static CommandLine.IFactory factory(CliEnvironment environment) {
        CommandLine.IFactory standard = CommandLine.defaultFactory();
        return new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type == CliEnvironment.class ? type.cast(environment) : standard.create(type);
            }
        };
    }
}
