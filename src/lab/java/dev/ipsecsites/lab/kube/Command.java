package dev.ipsecsites.lab.kube;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A command of the machine that runs to its end. Its output is kept in memory, and it does not outlive the one who
 * waits for it.
 */
public final class Command {
    private final List<String> words;
    private final Map<String, String> environment;
    private final @Nullable Path directory;

    public Command(List<String> words) {
        this(words, Map.of(), null);
    }

    private Command(List<String> words, Map<String, String> environment, @Nullable Path directory) {
        this.words = List.copyOf(words);
        this.environment = Map.copyOf(environment);
        this.directory = directory;
    }

    /** The same command, run in that directory. */
    public Command in(Path workingDirectory) {
        return new Command(words, environment, workingDirectory);
    }

    /** The same command with these variables added to the environment that it inherits. */
    public Command with(Map<String, String> variables) {
        return new Command(words, variables, directory);
    }

    /**
     * Runs it and waits for its end.
     *
     * @param atMost after that it is ended by force
     * @throws IOException when there is no such program, or when it did not end in time
     */
    public Result run(Duration atMost) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        var process = builder.start();
        // A JVM that is asked to end does not unwind this thread: without the hook the child would go on alone.
        var hook = new Thread(() -> endWithChildren(process));
        Runtime.getRuntime().addShutdownHook(hook);
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            process.getOutputStream().close();
            var output = read(process.getInputStream(), readers);
            var errors = read(process.getErrorStream(), readers);
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("`%s` did not end within %s".formatted(words.getFirst(), atMost));
            }
            return new Result(process.exitValue(), output.get(), errors.get());
        } catch (ExecutionException e) {
            throw new IOException("cannot read what `%s` prints".formatted(words.getFirst()), e);
        } finally {
            endWithChildren(process);
            removeUnlessEnding(hook);
        }
    }

    private static void endWithChildren(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void removeUnlessEnding(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook does its work.
        }
    }

    private static CompletableFuture<String> read(InputStream stream, ExecutorService readers) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                readers);
    }

    /** How it ended and what it printed. */
    public record Result(int exitCode, String output, String errors) {}
}
