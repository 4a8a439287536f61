package dev.levee.cli.account;

import dev.levee.service.ConfigurationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The accounts of an organization that are to be added, and those that are not.
///
/// @param leftOut each with the reason
record Newcomers(List<AccountForm> forms, List<LeftOut> leftOut) {

    record LeftOut(Organization.Member member, String why) {}

    /// What somebody wants of an organization.
    ///
    /// @param units ids of organizational units; empty takes all
    /// @param groupBy `ou`, `tag:KEY`, or empty
    record Choice(Set<String> units, Set<String> excluded, boolean withManagementAccount, String groupBy) {}

    static final String BY_UNIT = "ou";
    static final String BY_TAG = "tag:";

    static Newcomers of(Organization organization, Choice choice, ConnectionOptions options) {
        String management = organization.managementAccount();
        List<Organization.Member> members = organization.members();
        refuseUnknown(choice, members);
        List<AccountForm> forms = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (Organization.Member member : members) {
            if (!choice.units().isEmpty()
                    && member.units().stream().noneMatch(unit -> choice.units().contains(unit.id()))) {
                continue;
            }
            if (choice.excluded().contains(member.id())) {
                leftOut.add(new LeftOut(member, "excluded"));
            } else if (!member.active()) {
                leftOut.add(new LeftOut(member, "is " + member.state()));
            } else if (member.id().equals(management) && !choice.withManagementAccount()) {
                leftOut.add(new LeftOut(member, "is the management account; --with-management-account adds it"));
            } else {
                AccountForm form =
                        options.form(member.id(), Optional.of(member.name()).filter(name -> !name.isBlank()));
                forms.add(choice.groupBy().isEmpty() ? form : form.groupedInto(groups(member, organization, choice)));
            }
        }
        return new Newcomers(List.copyOf(forms), List.copyOf(leftOut));
    }

    private static List<String> groups(Organization.Member member, Organization organization, Choice choice) {
        if (choice.groupBy().equals(BY_UNIT)) {
            return member.paths();
        }
        return organization.tag(member.id(), choice.groupBy().substring(BY_TAG.length())).stream()
                .toList();
    }

    /// A misspelt unit would add nothing, a misspelt exclusion too much.
    private static void refuseUnknown(Choice choice, List<Organization.Member> members) {
        Set<String> units = new HashSet<>();
        Set<String> accounts = new HashSet<>();
        for (Organization.Member member : members) {
            accounts.add(member.id());
            member.units().forEach(unit -> units.add(unit.id()));
        }
        List<String> problems = new ArrayList<>();
        choice.units().stream()
                .filter(unit -> !units.contains(unit))
                .forEach(unit -> problems.add("the organization has no unit %s with accounts in it".formatted(unit)));
        choice.excluded().stream()
                .filter(account -> !accounts.contains(account))
                .forEach(account ->
                        problems.add("--exclude %s: the organization has no such account".formatted(account)));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }
}
