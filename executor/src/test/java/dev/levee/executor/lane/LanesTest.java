package dev.levee.executor.lane;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LanesTest {

    @Property(tries = 100)
    void keepsTheOrderOfAKeyAndNeverRunsTwoOfItsTasksAtOnce(
            @ForAll @Size(max = 200) List<@IntRange(max = 6) Integer> keys) throws InterruptedException {
        Map<Integer, List<Integer>> ran = new ConcurrentHashMap<>();
        Map<Integer, AtomicInteger> running = new ConcurrentHashMap<>();
        List<Integer> overlaps = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(keys.size());
        Lanes lanes = new Lanes(overlap -> {});

        for (int number = 0; number < keys.size(); number++) {
            int key = keys.get(number);
            int task = number;
            lanes.submit("key-" + key, () -> {
                AtomicInteger atOnce = running.computeIfAbsent(key, _ -> new AtomicInteger());
                if (atOnce.incrementAndGet() > 1) {
                    overlaps.add(key);
                }
                Thread.yield();
                ran.computeIfAbsent(key, _ -> Collections.synchronizedList(new ArrayList<>()))
                        .add(task);
                atOnce.decrementAndGet();
                done.countDown();
            });
        }

        assertThat(done.await(10, SECONDS)).isTrue();
        assertThat(overlaps).isEmpty();
        assertThat(ran.values()).allSatisfy(tasks -> assertThat(tasks).isSorted());
    }

    @Test
    void runsDifferentKeysAtOnce() throws InterruptedException {
        Lanes lanes = new Lanes(_ -> {});
        CountDownLatch bothRun = new CountDownLatch(2);
        CountDownLatch ended = new CountDownLatch(2);

        for (String key : List.of("a", "b")) {
            lanes.submit(key, () -> {
                bothRun.countDown();
                awaitQuietly(bothRun);
                ended.countDown();
            });
        }

        assertThat(ended.await(10, SECONDS)).isTrue();
    }

    @Test
    void goesOnAfterATaskThatThrowsAndTellsOfIt() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        Lanes lanes = new Lanes(failure -> told.add(String.valueOf(failure.getMessage())));

        lanes.submit("a", () -> {
            throw new IllegalStateException("broken");
        });
        lanes.submit("a", () -> ran.add("next"));

        await().untilAsserted(() -> assertThat(ran).containsExactly("next"));
        assertThat(told).containsExactly("broken");
    }

    @Test
    void takesATaskForTheLaneItRunsIn() {
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        Lanes lanes = new Lanes(_ -> {});

        lanes.submit("a", () -> {
            lanes.submit("a", () -> ran.add("second"));
            ran.add("first");
        });

        await().untilAsserted(() -> assertThat(ran).containsExactly("first", "second"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
