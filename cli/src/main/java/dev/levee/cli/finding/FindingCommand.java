package dev.levee.cli.finding;

import picocli.CommandLine.Command;

@Command(
        name = "finding",
        description = {
            "Shows what is wrong, and what a person may have fixed by hand.",
            "Asks the executor's API: LEVEE_API_URL, LEVEE_API_TOKEN or LEVEE_API_TOKEN_FILE, and where it needs them"
                    + " LEVEE_API_CA, LEVEE_API_CLIENT_CERTIFICATE, LEVEE_API_CLIENT_KEY."
        },
        mixinStandardHelpOptions = true,
        subcommands = {ListCommand.class, ShowCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  levee finding list --severity critical,high",
            "  levee finding show k3v9q2m7ta",
            "  levee remediate k3v9q2m7ta"
        })
public final class FindingCommand {}
