package dev.levee.cli.account;

import dev.levee.schemas.ConnectionMode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What one account, or every one of many, is described by.
final class ConnectionOptions {

    @Option(
            names = "--external-id",
            paramLabel = "UUID",
            description = "The UUID its roles know Levee by: the stack's parameter ExternalId.")
    private Optional<String> externalId = Optional.empty();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "automated: the account has the secret of the codes. manual: a person enters each code."
                    + " Default: ${DEFAULT-VALUE}",
            defaultValue = "automated")
    private ConnectionMode mode = ConnectionMode.AUTOMATED;

    @Option(
            names = "--home-region",
            paramLabel = "REGION",
            description = "Where the secret is: the stack's parameter HomeRegion. Needed for automated accounts.")
    private Optional<String> homeRegion = Optional.empty();

    @Option(
            names = "--group",
            split = ",",
            paramLabel = "GROUP",
            description = "Groups that policies call it by, e.g. production.")
    private List<String> groups = List.of();

    @Option(
            names = "--region",
            split = ",",
            paramLabel = "REGION",
            description = "Regions Levee works in. Default: all.")
    private List<String> regions = List.of();

    /// The form of an account that is deployed as the templates have it.
    AccountForm form(String id, String name) {
        return new AccountForm(
                id,
                name,
                groups,
                regions,
                mode,
                externalId,
                homeRegion,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
