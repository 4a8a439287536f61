package dev.levee.cli.control;

import picocli.CommandLine.Command;

@Command(
        name = "control",
        description = "Looks through the catalogue of controls, and tries controls of your own.",
        mixinStandardHelpOptions = true,
        subcommands = {ListCommand.class, ShowCommand.class, SearchCommand.class, TestCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  levee control list --service s3",
            "  levee control search public snapshot",
            "  levee control show aws-kms-key-rotation",
            "  levee control test my-controls/aws-sqs-queue-message-retention.yaml"
        })
public final class ControlCommand {}
