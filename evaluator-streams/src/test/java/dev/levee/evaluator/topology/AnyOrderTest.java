package dev.levee.evaluator.topology;

import static dev.levee.evaluator.Samples.account;
import static dev.levee.evaluator.Samples.opened;
import static dev.levee.evaluator.Samples.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.levee.schemas.CloudEvent;
import dev.levee.schemas.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.streams.test.TestRecord;

class AnyOrderTest {

    private static final List<CloudEvent> EVENTS = IntStream.range(0, 6)
            .mapToObj(i -> opened("event-" + i, "sg-0a1b2c3" + i % 3))
            .toList();

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void theSameEventsGiveTheSameCommands(@ForAll("deliveries") List<CloudEvent> deliveries) {
        assertThat(commands(deliveries)).containsExactlyInAnyOrderElementsOf(commands(EVENTS));
    }

    /// Every event at least once, some of them again, in any order.
    @Provide
    Arbitrary<List<CloudEvent>> deliveries() {
        return Arbitraries.of(EVENTS)
                .list()
                .ofMaxSize(10)
                .flatMap(again -> Arbitraries.shuffle(
                        Stream.concat(EVENTS.stream(), again.stream()).toList()));
    }

    private static List<Command> commands(List<CloudEvent> deliveries) {
        try (Pipeline pipeline = new Pipeline(Path.of("target", "any-order"))) {
            pipeline.publish(account());
            pipeline.publish(policy("p"));
            pipeline.publish(policy("q"));
            deliveries.forEach(pipeline::receive);
            return pipeline.commands().stream().map(TestRecord::value).toList();
        }
    }
}
