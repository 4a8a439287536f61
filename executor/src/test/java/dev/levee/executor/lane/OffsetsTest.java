package dev.levee.executor.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OffsetsTest {

    private final Offsets offsets = new Offsets();

    @Test
    void hasNothingToCommitBeforeTheFirstRecord() {
        assertThat(offsets.toCommit()).isEmpty();
    }

    @Test
    void commitsNoFurtherThanTheLowestOneUnderWay() {
        List.of(5L, 6L, 7L).forEach(offsets::started);

        offsets.done(7);
        offsets.done(5);

        assertThat(offsets.toCommit()).hasValue(6);
    }

    @Test
    void commitsTheOneAfterTheLastWhenAllAreDone() {
        List.of(5L, 9L).forEach(offsets::started);

        List.of(9L, 5L).forEach(offsets::done);

        assertThat(offsets.toCommit()).hasValue(10);
    }

    @Test
    void doesNotAskForTheSameCommitTwice() {
        offsets.started(5);
        offsets.done(5);

        assertThat(offsets.toCommit()).hasValue(6);
        assertThat(offsets.toCommit()).isEmpty();
    }

    @Property
    void neverPassesAnOffsetThatIsUnderWay(@ForAll Set<Byte> done) {
        for (long offset = 0; offset < 128; offset++) {
            offsets.started(offset);
        }
        done.forEach(offsets::done);

        OptionalLong commit = offsets.toCommit();

        for (long below = 0; below < commit.orElse(0); below++) {
            assertThat(done).contains((byte) below);
        }
    }
}
