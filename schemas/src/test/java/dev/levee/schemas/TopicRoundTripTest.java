package dev.levee.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

class TopicRoundTripTest {

    private static final Registry REGISTRY = Registry.at("mock://round-trip");

    record Sample<V extends SpecificRecord>(Topic<V> topic, V value) {

        V writtenAndRead() {
            try (Serializer<V> serializer = topic.serializer(REGISTRY);
                    Deserializer<V> deserializer = topic.deserializer(REGISTRY)) {
                return deserializer.deserialize(topic.name(), serializer.serialize(topic.name(), value));
            }
        }
    }

    @Property(tries = 500)
    void readsBackWhateverWasWritten(@ForAll("samples") Sample<?> sample) {
        assertThat(sample.writtenAndRead()).isEqualTo(sample.value());
    }

    @Provide
    Arbitrary<Sample<?>> samples() {
        return Arbitraries.of(Topics.all()).flatMap(TopicRoundTripTest::samplesOf);
    }

    private static <V extends SpecificRecord> Arbitrary<Sample<?>> samplesOf(Topic<V> topic) {
        return RecordArbitraries.of(topic).map(value -> new Sample<>(topic, value));
    }

    /// Which classes Avro may load is settled once in a process; whether this did it shows only in a new one.
    @Example
    void writesInAProcessThatHasReadNothing() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritesOnly.class.getName())
                .inheritIO()
                .start();

        assertThat(process.waitFor()).isZero();
    }

    static final class WritesOnly {

        public static void main(String[] arguments) {
            Policy policy = Policy.newBuilder()
                    .setId("closed")
                    .setControls(List.of())
                    .setMode(PolicyMode.OBSERVE)
                    .setScope(PolicyScope.newBuilder().setExcept(List.of()).build())
                    .setAcceptRisk(List.of())
                    .build();
            Topics.POLICIES.serializer(REGISTRY).serialize("levee.policies", policy);
        }
    }

    @Example
    void leavesATombstoneATombstone() {
        assertThat(Topics.POLICIES.serializer(REGISTRY).serialize("levee.policies", null))
                .isNull();
        assertThat(Topics.POLICIES.deserializer(REGISTRY).deserialize("levee.policies", null))
                .isNull();
    }

    @Example
    void refusesBytesThatAreNoRecord() {
        Deserializer<Policy> policies = Topics.POLICIES.deserializer(REGISTRY);

        assertThatThrownBy(() -> policies.deserialize("levee.policies", "{}".getBytes(UTF_8)))
                .isInstanceOf(SerializationException.class);
    }

    @Example
    void refusesARecordOfAnotherTopic() {
        byte[] finding = Topics.FINDINGS
                .serializer(REGISTRY)
                .serialize(
                        "levee.findings", RecordArbitraries.of(Topics.FINDINGS).sample());
        Deserializer<Policy> policies = Topics.POLICIES.deserializer(REGISTRY);

        assertThatThrownBy(() -> policies.deserialize("levee.policies", finding))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("Finding");
    }

    @Example
    void keepsARegistrysPasswordToItself() {
        Registry registry = new Registry(Map.of(Registry.URL, "mock://x", "basic.auth.user.info", "levee:hunter2"));

        assertThat(registry).asString().contains("mock://x").doesNotContain("hunter2");
    }
}
