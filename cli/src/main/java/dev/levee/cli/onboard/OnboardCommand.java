package dev.levee.cli.onboard;

import picocli.CommandLine.Command;

@Command(
        name = "onboard",
        description = "Makes what account owners deploy, so that Levee may work in their accounts.",
        mixinStandardHelpOptions = true,
        subcommands = AwsCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {"  levee onboard aws template --policy policies/*.yaml --output remediator.yaml"})
public final class OnboardCommand {}
