package dev.levee.executor;

import dev.levee.executor.readiness.AccountWatch;
import dev.levee.executor.remedy.Patience;
import dev.levee.sandbox.aws.LocalAws;
import dev.levee.schemas.Policy;
import dev.levee.schemas.PolicyMode;
import dev.levee.schemas.Registry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// An executor with a broker and a local AWS of its own, where a customer has connected an account.
final class ExecutorForTests implements AutoCloseable {

    static final Policy CLOSE =
            Policies.of("close-buckets", PolicyMode.AUTOMATED, Policies.BLOCK, Policies.RDS, Policies.SSH);

    final MeterRegistry meters = new SimpleMeterRegistry();
    final TopicsForTests topics;
    final LocalAws aws;
    final CustomerForTests customer;
    private final Executor executor;

    ExecutorForTests(Path folder, String name) throws Exception {
        topics = new TopicsForTests(folder, Registry.at("mock://" + name));
        aws = LocalAws.builder()
                .accounts(CustomerForTests.ID, CustomerForTests.LEVEE)
                .start();
        customer = new CustomerForTests(aws);
        executor = new Executor(
                new ExecutorConfig(
                        topics.kafka(),
                        topics.registry(),
                        "levee-executor",
                        Commands.REGION,
                        Optional.of(aws.endpoint()),
                        100,
                        8,
                        new Patience(Duration.ofMillis(200), Duration.ofSeconds(1), 3),
                        Duration.ofSeconds(5),
                        Optional.empty(),
                        new AccountWatch.Rhythm(Duration.ofHours(1), Duration.ZERO)),
                Optional.empty(),
                meters,
                customer.levee());
        startAfresh();
        executor.start();
    }

    /// The policy, the account's record and its owner's trust, as they were.
    void startAfresh() {
        topics.publish(CLOSE);
        topics.publish(customer.account());
        customer.trustCurrentCodes();
        customer.allowAllFixes();
    }

    @Override
    public void close() {
        executor.close();
        customer.close();
        aws.close();
        topics.close();
    }
}
