package dev.levee.sandbox.onboarding;

import dev.levee.sandbox.deploy.Stack;
import dev.levee.schemas.Account;
import java.util.Map;

/// A connected account.
///
/// @param account as Levee is told
/// @param stacks by region
public record Onboarded(Account account, Map<String, Stack> stacks) {}
