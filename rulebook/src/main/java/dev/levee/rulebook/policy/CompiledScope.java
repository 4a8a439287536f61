package dev.levee.rulebook.policy;

import dev.levee.rulebook.Control;
import dev.levee.rulebook.Resource;
import dev.levee.schemas.Account;
import dev.levee.schemas.Exemption;
import dev.levee.schemas.PolicyScope;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where a policy applies.
///
/// @param globalTypes resource types that belong to no region, so that no list of regions leaves them out
record CompiledScope(
        Set<String> groups,
        Set<String> accounts,
        Set<String> regions,
        List<ArnPattern> resources,
        List<Exempted> exempted,
        Set<String> globalTypes) {

    record Exempted(List<ArnPattern> resources, Exemption exemption) {

        boolean holds(Resource resource, LocalDate today) {
            return !today.isAfter(exemption.getUntil()) && anyMatches(resources, resource);
        }
    }

    static CompiledScope of(PolicyScope scope, Collection<Control> controls) {
        return new CompiledScope(
                Set.copyOf(scope.getGroups()),
                Set.copyOf(scope.getAccounts()),
                Set.copyOf(scope.getRegions()),
                patterns(scope.getResources()),
                scope.getExcept().stream()
                        .map(exemption -> new Exempted(patterns(exemption.getResources()), exemption))
                        .toList(),
                controls.stream()
                        .filter(Control::global)
                        .map(Control::resourceType)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    static List<String> problems(PolicyScope scope) {
        Stream<String> patterns = Stream.concat(
                scope.getResources().stream(),
                scope.getExcept().stream().flatMap(exemption -> exemption.getResources().stream()));
        return Stream.of(
                        scope.getAccounts().stream().map(PolicyRules::account),
                        scope.getRegions().stream().map(PolicyRules::region),
                        patterns.map(PolicyRules::resource))
                .flatMap(problems -> problems.flatMap(problem -> problem.stream()))
                .toList();
    }

    Coverage covers(Account account, Resource resource, LocalDate today) {
        String region = resource.place().region();
        boolean regional = !globalTypes.contains(resource.type());
        Optional<String> objection = objection(account);
        if (objection.isPresent()) {
            return new Coverage.OutOfScope(objection.get());
        }
        if (regional && !account.getRegions().isEmpty() && !account.getRegions().contains(region)) {
            return new Coverage.OutOfScope("region " + region + " is not watched in account " + account.getId());
        }
        if (regional && !regions.isEmpty() && !regions.contains(region)) {
            return new Coverage.OutOfScope("region " + region + " is not in scope");
        }
        if (!resources.isEmpty() && !anyMatches(resources, resource)) {
            return new Coverage.OutOfScope("resource " + resource.arn() + " is not in scope");
        }
        return exempted.stream()
                .filter(one -> one.holds(resource, today))
                .findFirst()
                .<Coverage>map(one -> new Coverage.Exempt(one.exemption()))
                .orElseGet(Coverage.Covered::new);
    }

    /// Why nothing in the account is in scope.
    Optional<String> objection(Account account) {
        if (!accounts.isEmpty() && !accounts.contains(account.getId())) {
            return Optional.of("account " + account.getId() + " is not in scope");
        }
        return !groups.isEmpty() && account.getGroups().stream().noneMatch(groups::contains)
                ? Optional.of("account " + account.getId() + " is in no group in scope")
                : Optional.empty();
    }

    private static boolean anyMatches(List<ArnPattern> patterns, Resource resource) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(resource.arn()));
    }

    private static List<ArnPattern> patterns(List<String> texts) {
        return texts.stream().map(ArnPattern::new).toList();
    }
}
