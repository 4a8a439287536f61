package dev.levee.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What runs functions.
public interface FunctionRuntime {

    /// Whether it runs functions made for this runtime of AWS's, `python3.13`.
    boolean runs(String runtime);

    /// Gets a process ready, which stays for further calls until it is closed.
    Process start(Program program);

    /// A function to run.
    ///
    /// @param files its code, by path
    /// @param handler `module.function`
    /// @param environment its own variables, AWS's, and the credentials of its role
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Program(Map<String, byte[]> files, String handler, Map<String, String> environment) {

        public Program {
            files = Map.copyOf(files);
            environment = Map.copyOf(environment);
        }

        /// Without the environment, which holds credentials.
        @Override
        public String toString() {
            return handler;
        }
    }

    /// One call of a function.
    ///
    /// @param now what the function shall take for the time
    /// @param timeout after which it is stopped, by the machine's clock
    record Call(String requestId, String functionArn, JsonNode event, Instant now, Duration timeout) {}

    /// How a call ended, and what the function printed, line by line.
    sealed interface Outcome {

        List<String> output();

        record Returned(JsonNode result, List<String> output) implements Outcome {}

        /// @param error as Lambda shows it: `errorType`, `errorMessage`, perhaps `stackTrace`
        record Raised(JsonNode error, List<String> output) implements Outcome {}
    }

    /// A function that is loaded. One call at a time.
    interface Process extends AutoCloseable {

        Outcome call(Call call);

        /// False once it has ended by itself or was stopped because a call took too long.
        boolean isAlive();

        @Override
        void close();
    }
}
