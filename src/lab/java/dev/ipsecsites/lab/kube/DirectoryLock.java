package dev.ipsecsites.lab.kube;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A lock that keeps others out of a directory: other JVMs and other threads of this one. The operating system releases it with the process,
 * however that ends.
 */
final class DirectoryLock implements AutoCloseable {
    /** Between two looks whether another thread of this JVM is done; nobody can be woken by it. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until nobody else holds it.
     *
     * @param onWait called once if there is somebody to wait for
     */
    static DirectoryLock hold(Path directory, Runnable onWait) throws IOException {
        Files.createDirectories(directory);
        var channel = FileChannel.open(directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!isFree(channel)) {
                onWait.run();
                while (!isFree(channel)) {
                    Thread.sleep(PAUSE);
                }
            }
            return new DirectoryLock(channel);
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while others work in " + directory);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Takes the lock if it is. */
    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisJvm) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
