package dev.levee.cli.account;

import dev.levee.schemas.ConnectionMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
                    + " A new account is automated by default.")
    private Optional<ConnectionMode> mode = Optional.empty();

    @Option(
            names = "--home-region",
            paramLabel = "REGION",
            description = "Where the secret is: the stack's parameter HomeRegion. Needed for automated accounts.")
    private Optional<String> homeRegion = Optional.empty();

    /// Null if not given: Optional is not for options of several values.
    @Option(
            names = "--group",
            split = ",",
            paramLabel = "GROUP",
            description = "Groups that policies call it by, e.g. production: all it is to be in; '' for none.")
    private @Nullable List<String> groups;

    @Option(
            names = "--region",
            split = ",",
            paramLabel = "REGION",
            description = "Regions Levee works in; '' for all. A new account has all by default.")
    private @Nullable List<String> regions;

    /// The form of an account of which only this is said.
    AccountForm form(String id, Optional<String> name) {
        return new AccountForm(
                id,
                name,
                given(groups),
                given(regions),
                mode,
                externalId,
                homeRegion,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<List<String>> given(@Nullable List<String> texts) {
        return Optional.ofNullable(texts).map(all -> all.equals(List.of("")) ? List.of() : all);
    }
}
