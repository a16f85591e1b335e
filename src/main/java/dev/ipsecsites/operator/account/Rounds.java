package dev.ipsecsites.operator.account;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing again and again on a thread of its own, each time after as long as the thing itself says. */
final class Rounds implements AutoCloseable {
    private static final Duration AFTER_A_FAULT = Duration.ofMinutes(5);
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final String name;
    private final Supplier<Duration> round;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean asked;
    private boolean closed;

    /** @param round returns how long to wait for the next one */
    Rounds(String name, Supplier<Duration> round) {
        this.name = name;
        this.round = round;
    }

    /** Begins, at once. */
    Rounds start() {
        Thread.ofVirtual().name(name).start(this::run);
        return this;
    }

    /** The next round now. */
    void again() {
        lock.lock();
        try {
            asked = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Duration wait = Duration.ZERO;
        while (awaitTurn(wait)) {
            try {
                wait = round.get();
            } catch (RuntimeException e) {
                LOG.error("{}", name, e);
                wait = AFTER_A_FAULT;
            }
        }
    }

    /** False when it was closed. */
    private boolean awaitTurn(Duration wait) {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (!closed && !asked && left > 0) {
                left = changed.awaitNanos(left);
            }
            asked = false;
            return !closed;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
