package dev.ipsecsites.lab;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops all that was started, the last one first, once: at the end, or when the JVM is told to end (Ctrl-C), or when
 * the process that started us is gone.
 */
final class Stopper implements AutoCloseable {
    /** The exit code of a program that Ctrl-C ended, as a shell reports it. */
    static final int INTERRUPTED = 130;

    private static final Logger LOG = LoggerFactory.getLogger(Stopper.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private volatile boolean stopping;

    /** Also stops when the JVM ends or the parent process does, which for a lab is Maven. */
    Stopper install(Runtime runtime) {
        runtime.addShutdownHook(new Thread(this::close, "stop-lab"));
        ProcessHandle.current()
                .parent()
                .ifPresent(parent -> Thread.ofVirtual().name("watch-parent").start(() -> {
                    parent.onExit().join();
                    runtime.exit(INTERRUPTED);
                }));
        return this;
    }

    /**
     * Remembers what has to be stopped.
     *
     * @throws IllegalStateException when the end has come meanwhile; it is stopped then
     */
    synchronized <T extends AutoCloseable> T add(T part) {
        if (stopping) {
            stop(part);
            throw new IllegalStateException("the lab is being stopped");
        }
        started.push(part);
        return part;
    }

    /** Whether the end has begun: parts that end now do so because they were told to. */
    boolean stopping() {
        return stopping;
    }

    @Override
    public void close() {
        stopping = true;
        stopAll();
    }

    private synchronized void stopAll() {
        while (!started.isEmpty()) {
            stop(started.pop());
        }
    }

    private static void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            // One part that does not stop must not keep the others running.
            LOG.warn("cannot stop {}", part, e);
        }
    }
}
