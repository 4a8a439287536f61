package dev.levee.sandbox;

import dev.levee.sandbox.aws.LocalAws;
import dev.levee.sandbox.aws.lambda.FunctionRuntime;
import dev.levee.sandbox.aws.lambda.PythonFunctions;
import dev.levee.sandbox.aws.s3.NewBuckets;
import dev.levee.sandbox.kafka.LocalBroker;
import dev.levee.sandbox.kafka.LocalRegistry;
import dev.levee.sandbox.onboarding.StandInRotator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// Broker, registry and AWS on this machine. Its buckets start as they did before 2023, without encryption and
/// without a public access block, so that one can watch both being repaired.
public final class LocalGround implements Ground {

    private static final int PARTITIONS = 4;

    private final Parts parts = new Parts();
    private final LocalRegistry registry;
    private final LocalAws aws;
    private final LocalBroker broker;

    /// Returns once everything answers. Functions run for real if this machine has a Python for them.
    ///
    /// @param accounts the accounts AWS has
    /// @param progress told what is being started
    public LocalGround(SandboxOptions options, List<String> accounts, Consumer<String> progress)
            throws IOException, InterruptedException {
        this(options, accounts, progress, PythonFunctions.find().map(FunctionRuntime.class::cast));
    }

    /// @param functions what runs the accounts' functions; a stand-in for their rotators if empty
    LocalGround(
            SandboxOptions options,
            List<String> accounts,
            Consumer<String> progress,
            Optional<FunctionRuntime> functions)
            throws IOException, InterruptedException {
        try {
            Files.createDirectories(options.folder());
            progress.accept("schema registry");
            registry = parts.add(
                    LocalRegistry.start(options.folder(), options.ports().registry()));
            progress.accept(
                    functions.isPresent()
                            ? "local AWS"
                            : "local AWS (no python3 with boto3: codes change without the function)");
            aws = parts.add(LocalAws.builder()
                    .port(options.ports().aws())
                    .accounts(accounts.toArray(String[]::new))
                    .organization()
                    .newBuckets(NewBuckets.UNPROTECTED)
                    .functions(functions.orElseGet(() -> parts.add(new StandInRotator())))
                    .start());
            progress.accept("broker");
            broker = parts.add(LocalBroker.start(
                    options.folder().resolve("broker"), options.ports().kafka()));
            broker.createTopics(PARTITIONS);
            registry.await();
        } catch (Throwable e) {
            parts.close();
            throw e;
        }
    }

    /// The local AWS itself, which remembers every call.
    public LocalAws cloud() {
        return aws;
    }

    @Override
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public String registryUrl() {
        return registry.url();
    }

    @Override
    public URI aws() {
        return aws.endpoint();
    }

    @Override
    public AwsCredentials credentials(String account) {
        return aws.account(account);
    }

    @Override
    public void close() {
        parts.close();
    }
}
