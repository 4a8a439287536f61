package dev.levee.service;

/// A running part of Levee.
public interface Service extends AutoCloseable {

    /// Returns once the service runs. Called once.
    ///
    /// @throws Exception if it cannot start; the message says what to mend
    void start() throws Exception;

    /// Cheap enough to be asked every second.
    Health health();

    /// Stops taking new work, finishes what is under way, and returns. May be called twice.
    @Override
    void close();
}
