package dev.levee.sandbox.aws;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// AWS on this machine, for unmodified SDKs and CLIs: `aws --endpoint-url http://localhost:4566 …`.
public final class LocalAws implements AutoCloseable {

    private LocalAws(Builder builder) {
        throw new UnsupportedOperationException("Unimplemented " + builder);
    }

    public static Builder builder() {
        return new Builder();
    }

    public URI endpoint() {
        throw new UnsupportedOperationException();
    }

    public int port() {
        throw new UnsupportedOperationException();
    }

    /// The long-lived key of user `admin`, who may do everything in this account.
    public AwsCredentials account(String id) {
        throw new UnsupportedOperationException(id);
    }

    /// Every call so far, in the order they were answered.
    public List<RecordedCall> calls() {
        throw new UnsupportedOperationException();
    }

    /// The next call of this operation fails so, once, before it has any effect.
    public void failNext(String service, String operation, AwsFault fault) {
        throw new UnsupportedOperationException(service + operation + fault);
    }

    /// Calls of this operation take at least this long from now on.
    public void delay(String service, String operation, Duration latency) {
        throw new UnsupportedOperationException(service + operation + latency);
    }

    @Override
    public void close() {}

    /// How a local AWS is to be.
    public static final class Builder {

        private Builder() {}

        /// 0, the default, takes any free port.
        public Builder port(int port) {
            return this;
        }

        /// Twelve-digit account ids; one account, 111122223333, unless told.
        public Builder accounts(String... ids) {
            return this;
        }

        public Builder clock(Clock clock) {
            return this;
        }

        public LocalAws start() {
            return new LocalAws(this);
        }
    }
}
