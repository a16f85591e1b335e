package dev.ipsecsites.cato;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting, as something that is handed in: a test's pause turns its clock instead. */
@FunctionalInterface
public interface Pause {
    /**
     * Returns when {@code duration} is over.
     *
     * @throws InterruptedException when the thread is interrupted or the program stops
     */
    void pause(Duration duration) throws InterruptedException;

    /** A pause that ends early for everybody when the program stops. */
    final class UntilStopped implements Pause, AutoCloseable {
        private final CountDownLatch stopped = new CountDownLatch(1);

        @Override
        public void pause(Duration duration) throws InterruptedException {
            if (stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new InterruptedException("the operator is stopping");
            }
        }

        @Override
        public void close() {
            stopped.countDown();
        }
    }
}
