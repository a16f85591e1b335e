package dev.ipsecsites.lab.kube;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A lock that keeps other JVMs out of a directory. The operating system releases it with the process, however that
 * ends. It does not keep threads of one JVM apart.
 */
final class DirectoryLock implements AutoCloseable {
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
            if (channel.tryLock() == null) {
                onWait.run();
                channel.lock();
            }
            return new DirectoryLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
