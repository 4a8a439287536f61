package dev.levee.executor.authority;

import com.fasterxml.jackson.databind.JsonNode;
import dev.levee.rulebook.Control;
import dev.levee.rulebook.Resource;
import dev.levee.schemas.Account;
import dev.levee.schemas.AwsConnection;
import dev.levee.schemas.Command;

/// A command, and what its names stand for.
///
/// @param inputs the policy's, with the control's defaults filled in
public record Order(Command command, Control control, Resource resource, JsonNode inputs, Account account) {

    public AwsConnection connection() {
        return account.getConnection();
    }
}
