package dev.levee.cli.account;

import picocli.CommandLine.Command;

@Command(
        name = "account",
        description = {
            "Says which cloud accounts Levee may look at, and how to reach them.",
            "Needs LEVEE_KAFKA_BOOTSTRAP_SERVERS and LEVEE_REGISTRY_URL."
        },
        mixinStandardHelpOptions = true,
        subcommands = {AddCommand.class, ListCommand.class, ShowCommand.class, RemoveCommand.class, VerifyCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  levee account add 111111111111 --external-id $UUID --home-region eu-central-1 --group production",
            "  levee account add --from-organization --external-id $UUID --home-region eu-central-1 --dry-run",
            "  levee account list",
            "  levee account verify --all",
            "  levee account remove 111111111111"
        })
public final class AccountCommand {}
