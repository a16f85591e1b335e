package dev.ipsecsites.operator;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the operator on SIGTERM and Ctrl-C. JOSDK installs no hook when leader election is on, and stopping inside the hook's own
 * thread can wait for itself when a lost lease calls {@code System.exit} (operators.md §1.2): so the work is done by another thread,
 * for which the hook waits a bounded time.
 */
final class GracefulStop {
    private static final Logger LOG = LoggerFactory.getLogger(GracefulStop.class);

    private final Runnable work;
    private final Duration patience;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** {@code patience} must be shorter than the Pod's termination grace period. */
    GracefulStop(Runnable work, Duration patience) {
        this.work = work;
        this.patience = patience;
    }

    GracefulStop install(Runtime runtime) {
        runtime.addShutdownHook(new Thread(this::stop, "stop"));
        return this;
    }

    /** Does the work once, however often it is asked, and returns when it is done or patience ends. */
    void stop() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        LOG.info("Stopping: what is being done at routers and at Cato is finished first");
        Thread worker = Thread.ofPlatform().name("stop-work").daemon().start(work);
        try {
            if (!worker.join(patience)) {
                LOG.warn("Stopping took more than {} s, leaving", patience.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
