package dev.levee.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.levee.sandbox.aws.AwsFault;
import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.cloudwatch.Metrics;
import dev.levee.sandbox.aws.cloudwatch.Metrics.Metric;
import dev.levee.sandbox.aws.iam.ServiceRoles;
import dev.levee.sandbox.aws.iam.ServiceRoles.ServiceSession;
import dev.levee.sandbox.aws.lambda.FunctionRuntime.Call;
import dev.levee.sandbox.aws.lambda.FunctionRuntime.Outcome;
import dev.levee.sandbox.aws.lambda.FunctionRuntime.Program;
import dev.levee.sandbox.aws.policy.Context;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Runs functions, each in a process of its own that stays for the next call, and keeps what they print. Calls of the
/// same function wait for each other.
final class Invocations implements AutoCloseable {

    private static final int MOST_LINES = 10_000;

    /// A function's process.
    private static final class Worker {

        private final ReentrantLock lock = new ReentrantLock();
        private String revision = "";
        private Instant expires = Instant.MIN;
        private volatile FunctionRuntime.@Nullable Process process;

        /// Ends a call that is under way, too.
        private void stop() {
            FunctionRuntime.Process running = process;
            if (running != null) {
                running.close();
                process = null;
            }
        }
    }

    private final Optional<FunctionRuntime> runtime;
    private final ServiceRoles roles;
    private final URI endpoint;
    private final Clock clock;
    private final Metrics metrics;
    private final Map<String, Worker> workers = new ConcurrentHashMap<>();
    private final Deque<FunctionLine> printed = new ArrayDeque<>();
    private volatile boolean closed;

    Invocations(Optional<FunctionRuntime> runtime, ServiceRoles roles, URI endpoint, Clock clock, Metrics metrics) {
        this.runtime = runtime;
        this.roles = roles;
        this.endpoint = endpoint;
        this.clock = clock;
        this.metrics = metrics;
    }

    /// @throws AwsFault if the function cannot even be started
    Outcome run(ObjectNode function, JsonNode event) {
        JsonNode configuration = function.path("Configuration");
        String arn = configuration.path("FunctionArn").asText();
        Worker worker = workers.computeIfAbsent(arn, _ -> new Worker());
        worker.lock.lock();
        try {
            Instant now = clock.instant();
            Call call = new Call(
                    UUID.randomUUID().toString(),
                    arn,
                    event,
                    now,
                    Duration.ofSeconds(configuration.path("Timeout").asInt()));
            Outcome outcome = ready(worker, function, now).call(call);
            keep(outcome, arn, now);
            count("Invocations", 1, arn, now);
            count("Errors", outcome instanceof Outcome.Raised ? 1 : 0, arn, now);
            return outcome;
        } finally {
            worker.lock.unlock();
        }
    }

    /// Lambda in this role; empty if it cannot assume it.
    Optional<Caller> role(String arn, String account, String function) {
        return roles.in(arn, lambda(account), function, Context.empty(), clock.instant());
    }

    List<FunctionLine> printed() {
        synchronized (printed) {
            return List.copyOf(printed);
        }
    }

    void forget(String arn) {
        Worker worker = workers.remove(arn);
        if (worker != null) {
            worker.stop();
        }
    }

    @Override
    public void close() {
        closed = true;
        workers.values().forEach(Worker::stop);
    }

    private FunctionRuntime.Process ready(Worker worker, ObjectNode function, Instant now) {
        String revision = function.at("/Configuration/RevisionId").asText();
        FunctionRuntime.Process running = worker.process;
        if (running != null && running.isAlive() && worker.revision.equals(revision) && now.isBefore(worker.expires)) {
            return running;
        }
        worker.stop();
        ServiceSession session = session(function.path("Configuration"), now);
        FunctionRuntime.Process started =
                runtime.orElseThrow(Invocations::noRuntime).start(program(function, session));
        worker.process = started;
        if (closed) {
            worker.stop();
        }
        worker.revision = revision;
        worker.expires = session.expires();
        return started;
    }

    private ServiceSession session(JsonNode configuration, Instant now) {
        return roles.assume(
                        configuration.path("Role").asText(),
                        lambda(configuration.path("FunctionArn").asText().split(":", -1)[4]),
                        configuration.path("FunctionName").asText(),
                        Context.empty(),
                        now)
                .orElseThrow(() -> new AwsFault(
                        "AccessDeniedException",
                        403,
                        "The role defined for the function cannot be assumed by Lambda."));
    }

    private static Caller.Service lambda(String account) {
        return new Caller.Service("lambda.amazonaws.com", account);
    }

    private Program program(ObjectNode function, ServiceSession session) {
        JsonNode configuration = function.path("Configuration");
        String region = configuration.path("FunctionArn").asText().split(":", -1)[3];
        Map<String, String> environment = new HashMap<>();
        configuration
                .at("/Environment/Variables")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        environment.putAll(Map.of(
                "AWS_REGION", region,
                "AWS_DEFAULT_REGION", region,
                "AWS_ACCESS_KEY_ID", session.caller().accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", session.secret(),
                "AWS_SESSION_TOKEN", session.token(),
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_LAMBDA_FUNCTION_NAME", configuration.path("FunctionName").asText(),
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                        configuration.path("MemorySize").asText()));
        return new Program(Code.files(function), configuration.path("Handler").asText(), environment);
    }

    private void keep(Outcome outcome, String arn, Instant now) {
        synchronized (printed) {
            for (String line : outcome.output()) {
                if (printed.size() == MOST_LINES) {
                    printed.removeFirst();
                }
                printed.addLast(new FunctionLine(now, arn, line));
            }
        }
    }

    private void count(String metric, double value, String arn, Instant now) {
        String[] parts = arn.split(":", -1);
        metrics.add(new Metric(parts[4], parts[3], "AWS/Lambda", metric, Map.of("FunctionName", parts[6])), now, value);
    }

    private static AwsFault noRuntime() {
        return new AwsFault(
                "InvalidRuntimeException",
                502,
                "This local AWS was started without a runtime, so it runs no functions");
    }
}
