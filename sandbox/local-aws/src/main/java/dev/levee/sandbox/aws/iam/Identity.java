package dev.levee.sandbox.aws.iam;

import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.policy.Policies;

/// A caller who has proved who they are, and what they may do. Read afresh for each call.
public record Identity(Caller caller, Policies policies) {}
