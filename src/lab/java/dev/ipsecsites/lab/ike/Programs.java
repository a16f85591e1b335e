package dev.ipsecsites.lab.ike;

import dev.ipsecsites.lab.kube.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Programs of the system, run to their end. No secret may stand among the words: others can read them. */
final class Programs {
    private static final Duration AT_MOST = Duration.ofSeconds(15);

    private Programs() {}

    /** What it printed. Throws {@link IkeException} when it failed. */
    static String run(List<String> words) {
        Command.Result result = tried(words);
        if (result.exitCode() != 0) {
            throw new IkeException("`%s` ended with %d: %s"
                    .formatted(
                            String.join(" ", words), result.exitCode(), (result.errors() + result.output()).strip()));
        }
        return result.output();
    }

    static Command.Result tried(List<String> words) {
        try {
            return new Command(words).run(AT_MOST);
        } catch (IOException e) {
            throw new IkeException("cannot run " + words.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IkeException("interrupted while running " + words.getFirst(), e);
        }
    }
}
