package dev.levee.audit;

/// Something outside is broken: the disk, the registry, Kafka. The same records can be delivered later; the message
/// says what to mend.
final class DeliveryException extends Exception {

    private static final long serialVersionUID = 1L;

    DeliveryException(String message, Throwable cause) {
        super(message, cause);
    }
}
