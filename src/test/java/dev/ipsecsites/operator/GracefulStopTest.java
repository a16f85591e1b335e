package dev.ipsecsites.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GracefulStopTest {
    @Test
    void theWorkIsDoneOnceByAnotherThreadAndWaitedFor() {
        AtomicInteger done = new AtomicInteger();
        AtomicReference<Thread> by = new AtomicReference<>();
        GracefulStop stop = new GracefulStop(
                () -> {
                    by.set(Thread.currentThread());
                    done.incrementAndGet();
                },
                Duration.ofSeconds(10));

        stop.stop();
        stop.stop();

        assertThat(done).hasValue(1);
        assertThat(by.get()).isNotNull().isNotSameAs(Thread.currentThread());
    }

    @Test
    void workThatDoesNotEndIsLeft() {
        CountDownLatch never = new CountDownLatch(1);
        GracefulStop stop = new GracefulStop(
                () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                Duration.ofMillis(20));

        stop.stop();

        assertThat(never.getCount()).isEqualTo(1);
        never.countDown();
    }
}
