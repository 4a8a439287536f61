package dev.levee.cli.account;

import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.AwsRegions;
import dev.levee.schemas.ConnectionMode;
import dev.levee.schemas.Provider;
import dev.levee.schemas.TrustedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An account as somebody describes it. What is left out is as it was published, or as Levee's templates name it.
///
/// @param groups all it is to be in
/// @param homeRegion where the account's secret is; empty where it has none, or the secret's ARN says it
record AccountForm(
        String id,
        Optional<String> name,
        Optional<List<String>> groups,
        Optional<List<String>> regions,
        Optional<ConnectionMode> mode,
        Optional<String> externalId,
        Optional<String> homeRegion,
        Optional<String> scanRoleArn,
        Optional<String> remediatorRoleArn,
        Optional<String> secretArn) {

    private static final Pattern ID = Pattern.compile("[0-9]{12}");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String PARTITION = "(aws|aws-cn|aws-us-gov)";
    private static final Pattern OTHER_PARTITION = Pattern.compile("(us-iso|eu-iso|eusc-).*");

    static {
        TrustedRecords.install();
    }

    AccountForm {
        groups = groups.map(List::copyOf);
        regions = regions.map(List::copyOf);
    }

    /// The same account, in these groups and in those that are given; in no others, whatever it was in before.
    AccountForm groupedInto(List<String> further) {
        List<String> all = Stream.concat(groups.stream().flatMap(List::stream), further.stream())
                .distinct()
                .toList();
        return new AccountForm(
                id,
                name,
                Optional.of(all),
                regions,
                mode,
                externalId,
                homeRegion,
                scanRoleArn,
                remediatorRoleArn,
                secretArn);
    }

    /// The same account, deployed under other names where they are given.
    AccountForm reachedBy(Optional<String> scanRole, Optional<String> remediatorRole, Optional<String> secret) {
        return new AccountForm(
                id, name, groups, regions, mode, externalId, homeRegion, scanRole, remediatorRole, secret);
    }

    /// The same account, with what is not given as it was published.
    AccountForm asIn(Map<String, Account> published) {
        return Optional.ofNullable(published.get(id)).map(this::over).orElse(this);
    }

    private AccountForm over(Account before) {
        AwsConnection reached = before.getConnection();
        return new AccountForm(
                id,
                name.or(() -> Optional.of(before.getName())),
                groups.or(() -> Optional.of(before.getGroups())),
                regions.or(() -> Optional.of(before.getRegions())),
                mode.or(() -> Optional.of(reached.getMode())),
                externalId.or(() -> Optional.of(reached.getExternalId())),
                homeRegion,
                scanRoleArn.or(() -> Optional.of(reached.getScanRoleArn())),
                remediatorRoleArn.or(() -> Optional.of(reached.getRemediatorRoleArn())),
                secretArn.or(() -> reached.getSecretArn().filter(this::stillItsSecret)));
    }

    /// It is not if the account is given up to people's codes, or its secret has moved to another region.
    private boolean stillItsSecret(String arn) {
        return !mode.equals(Optional.of(ConnectionMode.MANUAL))
                && homeRegion
                        .filter(region -> !arn.contains(":%s:".formatted(region)))
                        .isEmpty();
    }

    /// What is wrong with it, each with what to write instead; none if it describes an account.
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!ID.matcher(id).matches()) {
            problems.add("`%s` is no account: its id has 12 digits (leading zeros count)".formatted(id));
            return problems;
        }
        if (externalId.isEmpty()) {
            problems.add("account %s has no external id: give the UUID its stack was deployed with".formatted(id));
        }
        externalId
                .filter(text -> !UUID.matcher(text).matches())
                .ifPresent(text -> problems.add(
                        "external id `%s` is no UUID in lower case: give the one the account's stack was deployed with"
                                .formatted(text)));
        homeRegion.ifPresent(region -> checkRegion(region, problems));
        allRegions().forEach(region -> checkRegion(region, problems));
        allGroups().stream()
                .filter(String::isBlank)
                .findAny()
                .ifPresent(_ -> problems.add("a group of account %s has no name".formatted(id)));
        scanRoleArn.ifPresent(arn -> checkRole("scan role", arn, problems));
        remediatorRoleArn.ifPresent(arn -> checkRole("remediator role", arn, problems));
        secretArn.ifPresent(arn -> check(
                "secret",
                arn,
                "arn:" + PARTITION + ":secretsmanager:" + AwsRegions.NAME + ":" + id + ":secret:.+",
                "arn:aws:secretsmanager:REGION:%s:secret:levee/otp".formatted(id),
                problems));
        if (modeOrDefault() == ConnectionMode.AUTOMATED && homeRegion.isEmpty() && secretArn.isEmpty()) {
            problems.add(
                    "account %s is to be automated, so say where its secret is: its home region, or the secret's ARN"
                            .formatted(id));
        }
        if (modeOrDefault() == ConnectionMode.MANUAL && secretArn.isPresent()) {
            problems.add("account %s is manual and has no secret: leave the secret's ARN out".formatted(id));
        }
        return problems;
    }

    /// Of a form without problems.
    Account account() {
        return Account.newBuilder()
                .setId(id)
                .setProvider(Provider.AWS)
                .setName(name.orElse(""))
                .setGroups(allGroups())
                .setRegions(allRegions())
                .setConnection(AwsConnection.newBuilder()
                        .setMode(modeOrDefault())
                        .setScanRoleArn(scanRoleArn.orElseGet(() -> roleArn("levee-scan")))
                        .setRemediatorRoleArn(remediatorRoleArn.orElseGet(() -> roleArn("levee-remediator")))
                        .setExternalId(externalId.orElseThrow())
                        .setSecretArn(
                                modeOrDefault() == ConnectionMode.MANUAL
                                        ? null
                                        : secretArn.orElseGet(this::derivedSecretArn))
                        .build())
                .build();
    }

    private List<String> allGroups() {
        return groups.orElse(List.of());
    }

    private List<String> allRegions() {
        return regions.orElse(List.of());
    }

    private ConnectionMode modeOrDefault() {
        return mode.orElse(ConnectionMode.AUTOMATED);
    }

    private String roleArn(String role) {
        return "arn:%s:iam::%s:role/%s".formatted(partition(), id, role);
    }

    /// Without the six random characters: Secrets Manager finds it all the same.
    private String derivedSecretArn() {
        return "arn:%s:secretsmanager:%s:%s:secret:levee/otp".formatted(partition(), homeRegion.orElseThrow(), id);
    }

    /// An ARN says it for sure; without one the region does.
    private String partition() {
        return Stream.of(secretArn, scanRoleArn, remediatorRoleArn)
                .flatMap(Optional::stream)
                .map(arn -> arn.split(":")[1])
                .findFirst()
                .orElseGet(this::partitionOfTheRegion);
    }

    private String partitionOfTheRegion() {
        String region =
                homeRegion.orElseGet(() -> allRegions().stream().findFirst().orElse(""));
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    private static void checkRegion(String region, List<String> problems) {
        if (!AwsRegions.isName(region)) {
            problems.add("`%s` is no region: write it as AWS does, e.g. eu-central-1".formatted(region));
        } else if (OTHER_PARTITION.matcher(region).matches()) {
            problems.add("region %s is of a partition that Levee does not know: it works in %s"
                    .formatted(region, PARTITION.replaceAll("[()]", "").replace("|", ", ")));
        }
    }

    private void checkRole(String what, String arn, List<String> problems) {
        check(
                what,
                arn,
                "arn:" + PARTITION + ":iam::" + id + ":role/.+",
                "arn:aws:iam::%s:role/NAME".formatted(id),
                problems);
    }

    private static void check(String what, String arn, String pattern, String form, List<String> problems) {
        if (!arn.matches(pattern)) {
            problems.add("the %s `%s` is none of this account: expected %s".formatted(what, arn, form));
        }
    }
}
