package dev.levee.executor.journal;

/// Kafka did not take a record. Whoever meets this must not change anything in a cloud; the executor ends, and the
/// journal says where the next one goes on.
public final class RecordsFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RecordsFailedException(String what, Throwable cause) {
        super(what, cause);
    }
}
