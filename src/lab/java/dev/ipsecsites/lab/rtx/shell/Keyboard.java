package dev.ipsecsites.lab.rtx.shell;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Bytes from the client, in order; typing ahead is possible. Ctrl-S and Ctrl-Q never get here. */
final class Keyboard {
    static final int CTRL_C = 3;

    /** No byte: there is a notice to show. */
    static final int NOTICE = -2;

    /** No byte: the end. */
    private static final int END = -1;

    private final LinkedBlockingQueue<Integer> bytes = new LinkedBlockingQueue<>();
    private final Clock clock;
    private volatile Instant lastKey;

    Keyboard(Clock clock) {
        this.clock = clock;
        lastKey = clock.instant();
    }

    void typed(int b) {
        lastKey = clock.instant();
        bytes.add(b & 0xFF);
    }

    void hangUp() {
        bytes.add(END);
    }

    void wake() {
        bytes.add(NOTICE);
    }

    Instant lastKey() {
        return lastKey;
    }

    /** The next key. */
    int read() {
        int b = readOrNotice();
        while (b == NOTICE) {
            b = readOrNotice();
        }
        return b;
    }

    /** The next key, or {@link #NOTICE}. */
    int readOrNotice() {
        try {
            return checked(bytes.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Hangup("interrupted");
        }
    }

    /** Waits this long for Ctrl-C; other keys stay for later. */
    boolean interrupted(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        try {
            while (true) {
                Integer first = bytes.peek();
                if (first != null && first == END) {
                    throw new Hangup("closed");
                }
                if (bytes.contains(CTRL_C)) {
                    // What was typed before Ctrl-C goes with it.
                    int taken;
                    do {
                        taken = checked(bytes.take());
                    } while (taken != CTRL_C);
                    return true;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(left, Duration.ofMillis(20).toNanos()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Hangup("interrupted");
        }
    }

    private static int checked(int b) {
        if (b == END) {
            throw new Hangup("closed");
        }
        return b;
    }
}
