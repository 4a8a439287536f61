package dev.levee.sandbox.aws;

import com.sun.net.httpserver.HttpServer;
import dev.levee.cloud.aws.AwsOperations;
import dev.levee.sandbox.aws.iam.Authorizer;
import dev.levee.sandbox.aws.iam.Directory;
import dev.levee.sandbox.aws.lambda.FunctionLine;
import dev.levee.sandbox.aws.lambda.FunctionRuntime;
import dev.levee.sandbox.aws.organizations.Organization;
import dev.levee.sandbox.aws.s3.NewBuckets;
import dev.levee.sandbox.aws.trail.Trail;
import dev.levee.sandbox.aws.trail.TrailListener;
import dev.levee.sandbox.aws.wire.Protocols;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// AWS on this machine, for unmodified SDKs and CLIs: `aws --endpoint-url http://localhost:4566 …`.
///
/// Every account starts with a user `admin`. Its key is [#account]; a second one, easy to type, has the account id as
/// its id and `test` as its secret. Signatures are enforced, and all policies that have a say: of identities with their
/// boundaries, of sessions, of the organisation, and of roles, keys, secrets, buses and queues themselves.
public final class LocalAws implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalAws.class);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("local-aws-schedules").factory());
    private final Organization organization;
    private final Directory directory;
    private final Services services;
    private final Dispatcher dispatcher;
    private final Faults faults = new Faults();
    private final CallLog calls = new CallLog();
    private final Clock clock;

    private LocalAws(Builder builder) {
        Store store = new Store();
        organization = new Organization(
                store, builder.organization ? Optional.of(builder.accounts.getFirst()) : Optional.empty());
        directory = new Directory(store, organization);
        directory.trustChangesTake(builder.trustChangesTake);
        Authorizer authorizer = new Authorizer(directory, organization);
        clock = builder.clock;
        builder.accounts.forEach(this::addAccount);
        server = listen(builder.port);
        server.setExecutor(threads);
        services = new Services(
                store,
                directory,
                authorizer,
                organization,
                endpoint(),
                builder.clock,
                builder.newBuckets,
                Optional.ofNullable(builder.functions));
        List<TrailListener> listeners = new ArrayList<>(builder.listeners);
        for (AwsService service : services.all()) {
            if (service instanceof TrailListener listener) {
                listeners.add(listener);
            }
        }
        AwsOperations operations = new AwsOperations();
        dispatcher = new Dispatcher(services.all(), authorizer, faults);
        Cloud cloud = new Cloud(
                dispatcher,
                directory,
                new Protocols(operations),
                new Trail(listeners, operations),
                calls,
                builder.clock,
                endpoint());
        server.createContext("/", new HttpDoor(cloud));
        server.start();
        builder.lookAtSchedules.ifPresent(every -> {
            var _ = timer.scheduleAtFixedRate(this::tick, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    public static Builder builder() {
        return new Builder();
    }

    public URI endpoint() {
        return URI.create("http://localhost:" + port());
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// Opens another account, in the organisation if there is one.
    ///
    /// @param id twelve digits
    public void addAccount(String id) {
        directory.addAccount(id, clock.instant());
        organization.join(id, clock.instant());
    }

    /// The long-lived key of user `admin`, who may do everything in this account. The same in every local AWS.
    public AwsCredentials account(String id) {
        return directory.admin(id);
    }

    /// The secret keys and tokens of every session so far, for tests that look for them where they must not be.
    public List<String> sessionSecrets() {
        return directory.sessionSecrets();
    }

    /// All it can do, by the names the SDK's clients have: `s3:PutBucketEncryption`.
    public Set<String> operations() {
        return dispatcher.operations();
    }

    /// The latest calls, in the order they were answered.
    public List<RecordedCall> calls() {
        return calls.calls();
    }

    /// Fires the scheduled rules that are due, each once, and waits for what they call. With the system's clock they
    /// fire by themselves.
    public void runDue() {
        services.runDue().join();
    }

    /// How long changes of roles' trust policies from now on take to be in force, by the local clock. They show at
    /// once.
    public void trustChangesTake(Duration delay) {
        directory.trustChangesTake(delay);
    }

    /// What functions printed, in the order in which their calls ended.
    public List<FunctionLine> printed() {
        return services.functions().printed();
    }

    /// The next call of this operation fails so, once, without any effect. Clients retry some faults by themselves.
    public void failNext(String service, String operation, AwsFault fault) {
        faults.failNext(service + ":" + operation, fault);
    }

    /// Calls of this operation take at least this long from now on.
    public void delay(String service, String operation, Duration latency) {
        faults.delay(service + ":" + operation, latency);
    }

    /// How many calls of this operation have arrived, and are delayed at this moment.
    public int held(String service, String operation) {
        return faults.held(service + ":" + operation);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        server.stop(0);
        threads.shutdownNow(); // long polls end at once
        threads.close();
        services.close();
    }

    private void tick() {
        try {
            var _ = services.runDue();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a schedule failed"); // and the next ones go on
        }
    }

    private static HttpServer listen(int port) {
        // The server's only way to TCP_NODELAY; without it, answers of several packets take 40 ms more.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    /// How a local AWS is to be.
    public static final class Builder {

        private int port;
        private List<String> accounts = List.of("111122223333");
        private Clock clock = Clock.systemUTC();
        private Optional<Duration> lookAtSchedules = Optional.of(Duration.ofSeconds(1));
        private boolean organization;
        private Duration trustChangesTake = Duration.ZERO;
        private NewBuckets newBuckets = NewBuckets.PROTECTED;
        private @Nullable FunctionRuntime functions;
        private final List<TrailListener> listeners = new ArrayList<>();

        private Builder() {}

        /// 0, the default, takes any free port.
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /// Twelve-digit account ids; one account, 111122223333, unless told.
        public Builder accounts(String... ids) {
            this.accounts = List.of(ids);
            return this;
        }

        /// What time it is for credentials and records; signatures of any time are taken. Schedules then wait for
        /// [LocalAws#runDue].
        public Builder clock(Clock clock) {
            this.clock = clock;
            this.lookAtSchedules = Optional.empty();
            return this;
        }

        /// How often schedules are looked at, by the machine's clock: each second, unless told.
        public Builder lookAtSchedules(Duration every) {
            this.lookAtSchedules = Optional.of(every);
            return this;
        }

        /// The accounts belong to one organisation, which the first of them manages; to none, unless told.
        public Builder organization() {
            this.organization = true;
            return this;
        }

        /// How long a change of a role's trust policy takes to be in force; no time, unless told.
        public Builder trustChangesTake(Duration delay) {
            this.trustChangesTake = delay;
            return this;
        }

        /// What buckets start with; as in AWS, [NewBuckets#PROTECTED], unless told.
        public Builder newBuckets(NewBuckets newBuckets) {
            this.newBuckets = newBuckets;
            return this;
        }

        /// What runs functions; without it they are kept and cannot be invoked.
        public Builder functions(FunctionRuntime functions) {
            this.functions = functions;
            return this;
        }

        /// Is told of every trail record, besides the services that are.
        public Builder trailListener(TrailListener listener) {
            listeners.add(listener);
            return this;
        }

        public LocalAws start() {
            return new LocalAws(this);
        }
    }
}
