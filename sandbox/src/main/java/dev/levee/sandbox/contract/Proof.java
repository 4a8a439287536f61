package dev.levee.sandbox.contract;

import java.util.Optional;

/// One thing a control promises, and whether it kept it.
///
/// @param promise a sentence
/// @param failure why not; empty if it did
public record Proof(String promise, Optional<String> failure) {

    public boolean kept() {
        return failure.isEmpty();
    }

    @Override
    public String toString() {
        return failure.map(why -> promise + ": " + why).orElse(promise);
    }
}
