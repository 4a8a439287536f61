package dev.levee.executor.api.finding;

import dev.levee.executor.api.access.Caller;
import dev.levee.executor.api.access.Role;
import dev.levee.executor.api.http.Problem;
import dev.levee.executor.authority.CurrentState;
import dev.levee.executor.authority.CurrentTable;
import dev.levee.schemas.Account;
import dev.levee.schemas.Finding;
import dev.levee.schemas.FindingState;
import dev.levee.schemas.Registry;
import dev.levee.schemas.Topics;
import io.helidon.http.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The findings that are not resolved, of all accounts, on every instance; everybody sees those of his accounts only.
public final class Findings implements AutoCloseable {

    private final CurrentTable<Finding, OpenFinding> table;
    private final CurrentState state;

    public Findings(Map<String, Object> kafka, Registry registry, CurrentState state) {
        this.state = state;
        this.table = new CurrentTable<>(
                kafka,
                registry,
                Topics.FINDINGS,
                Finding::getId,
                finding -> finding.getState() != FindingState.RESOLVED,
                OpenFinding::of);
    }

    /// See [CurrentTable#start].
    public void start(Duration patience) {
        table.start(patience);
    }

    Stream<OpenFinding> visibleTo(Caller caller) {
        return table.all().stream()
                .filter(open -> caller.may(Role.VIEWER, groupsOf(open.finding().getAccount())));
    }

    /// The finding that is called so, long or short, if the caller may see it.
    ///
    /// @throws Problem.ProblemException if there is none, or he may not know that there is
    public OpenFinding find(String id, Caller caller) {
        List<OpenFinding> found =
                visibleTo(caller).filter(open -> open.isCalled(id)).toList();
        return switch (found.size()) {
            case 0 ->
                throw Problem.of(
                                Status.NOT_FOUND_404,
                                "there is no open finding of that id, or it is of an account you may not see",
                                "see `levee finding list`; a finding that is resolved is no longer listed")
                        .exception();
            case 1 -> found.getFirst();
            default ->
                throw Problem.of(
                                Status.CONFLICT_409,
                                "%d findings have that short id".formatted(found.size()),
                                "use the finding's full id: account/resource/control")
                        .exception();
        };
    }

    Optional<Account> account(String id) {
        return state.account(id);
    }

    /// An account that is not known is in no group.
    public List<String> groupsOf(String account) {
        return account(account).map(Account::getGroups).orElse(List.of());
    }

    /// Why the findings are not kept current any more.
    public Optional<Throwable> failure() {
        return table.failure();
    }

    @Override
    public void close() {
        table.close();
    }
}
