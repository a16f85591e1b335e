package dev.ipsecsites.router.yamaha.session;

import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Collects what the router sends; one thread writes, another one waits for it. */
final class Inbox extends OutputStream {
    /** No answer is that long ({@code show techinfo} has a few MiB); what goes on is not a router. */
    private static final int MOST = 16 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private byte[] bytes = new byte[8192];
    private int size;
    private boolean ended;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        lock.lock();
        try {
            if (size + length > MOST) {
                ended = true;
            } else {
                if (size + length > bytes.length) {
                    bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
                }
                System.arraycopy(from, offset, bytes, size, length);
                size += length;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will come. */
    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** The last {@code most} bytes; they stay. */
    byte[] tail(int most) {
        lock.lock();
        try {
            return Arrays.copyOfRange(bytes, Math.max(0, size - most), size);
        } finally {
            lock.unlock();
        }
    }

    /** Everything that is there; it's gone from here. */
    byte[] take() {
        lock.lock();
        try {
            byte[] taken = Arrays.copyOf(bytes, size);
            size = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there are more than {@code known} bytes, or none can come any more, or {@code most} has passed. */
    void awaitMore(int known, Duration most) throws InterruptedException {
        lock.lock();
        try {
            long left = most.toNanos();
            while (size <= known && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
