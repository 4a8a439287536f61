package dev.levee.executor.authority;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Resource;
import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.Command;
import java.util.Optional;

/// A command, and what its names stand for.
///
/// @param inputs what it is fixed with, with the control's defaults filled in
/// @param policyInputs what it is judged by, likewise; a person may have it fixed with others. Empty where the
///     policy of a person's order is gone
public record Order(
        Command command,
        Control control,
        Resource resource,
        JsonNode inputs,
        Optional<JsonNode> policyInputs,
        Account account) {

    /// A person chose other inputs than the policy's.
    public boolean asksOtherwise() {
        return policyInputs.filter(given -> !given.equals(inputs)).isPresent();
    }

    public AwsConnection connection() {
        return account.getConnection();
    }
}
