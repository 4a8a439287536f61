package dev.levee.cli.onboard;

import picocli.CommandLine.Command;

@Command(
        name = "aws",
        description = "Makes what owners of AWS accounts deploy.",
        mixinStandardHelpOptions = true,
        subcommands = TemplateCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {"  levee onboard aws template --mode hub --output hub.yaml"})
final class AwsCommand {}
