package dev.levee.executor.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.cloud.aws.Partitions;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Place;
import dev.levee.rulebook.Purpose;
import dev.levee.rulebook.Resource;
import dev.levee.rulebook.Rulebook;
import dev.levee.rulebook.policy.Compiled;
import dev.levee.rulebook.policy.CompiledPolicy;
import dev.levee.schemas.Account;
import dev.levee.schemas.PolicyMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Which permissions an account's roles need: those of the controls that policies put on it; while there is no policy
/// for it, those of every control.
public final class Needs {

    private final Rulebook rulebook;
    private final List<CompiledPolicy> policies;

    /// @param policies those in force; broken ones order nothing
    public Needs(Rulebook rulebook, Collection<Compiled> policies) {
        this.rulebook = rulebook;
        this.policies = policies.stream()
                .flatMap(
                        compiled -> compiled instanceof Compiled.Ready(var policy) ? Stream.of(policy) : Stream.empty())
                .toList();
    }

    /// One action on one resource.
    ///
    /// @param control for which it is needed
    /// @param resource an ARN as the control's resources have, or `*`
    record Need(String control, String action, String resource) {}

    /// What the scan role needs.
    List<Need> toRead(Account account) {
        return needs(account, _ -> true, Purpose.READ);
    }

    /// What the remediator role needs.
    List<Need> toFix(Account account) {
        return needs(account, policy -> policy.mode() != PolicyMode.OBSERVE, Purpose.FIX, Purpose.ROLLBACK);
    }

    private List<Need> needs(Account account, Predicate<CompiledPolicy> relevant, Purpose... purposes) {
        List<CompiledPolicy> reaching =
                policies.stream().filter(policy -> policy.reaches(account)).toList();
        Collection<Control> controls = reaching.isEmpty()
                ? rulebook.controls()
                : reaching.stream()
                        .filter(relevant)
                        .flatMap(policy -> policy.controls().stream())
                        .distinct()
                        .toList();
        Place place = place(account);
        List<Need> needs = new ArrayList<>();
        for (Control control : controls) {
            if (control.provider() == account.getProvider()) {
                Resource example = control.exampleResource(place);
                for (Purpose purpose : purposes) {
                    add(control.id(), control.sessionPolicy(example, purpose), needs);
                }
            }
        }
        return needs.stream().distinct().toList();
    }

    private static void add(String control, JsonNode policy, List<Need> needs) {
        for (JsonNode statement : policy.path("Statement")) {
            for (JsonNode resource : statement.path("Resource")) {
                for (JsonNode action : statement.path("Action")) {
                    needs.add(new Need(control, action.asText(), resource.asText()));
                }
            }
        }
    }

    /// Where the resources are imagined: the permissions are the same in every region.
    static Place place(Account account) {
        String[] role = account.getConnection().getScanRoleArn().split(":", 3);
        String partition = role.length > 1 ? role[1] : "aws";
        Optional<String> home = account.getConnection().getSecretArn().map(arn -> arn.split(":", 5)[3]);
        String region = account.getRegions().stream()
                .findFirst()
                .or(() -> home)
                .orElseGet(() -> Partitions.globalRegion(partition));
        return new Place(partition, account.getId(), region);
    }
}
