package dev.levee.evaluator.decision;

import dev.levee.rulebook.Control;
import dev.levee.rulebook.policy.CompiledPolicy;

/// One control of one policy.
public record Rule(CompiledPolicy policy, Control control) {}
