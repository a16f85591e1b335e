package dev.ipsecsites.router.yamaha.session;

import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterTarget.Credentials;
import dev.ipsecsites.router.yamaha.config.CommandLine;
import dev.ipsecsites.router.yamaha.config.RtxConfig;
import dev.ipsecsites.router.yamaha.session.Shell.Asked;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that the router would start with: {@code show config N} of the one that it runs (yamaha-rtx.md §3.1). The router asks for
 * the passwords of that configuration. Which login password it wants where all users are named isn't documented: the user's own is tried, then none.
 */
final class SavedConfig {
    private static final int MOST_QUESTIONS = 3;

    private final Shell shell;
    private final Reading reading;
    private final Credentials credentials;
    private final @Nullable String number;

    /** @param number of the configuration in use; null when unknown */
    SavedConfig(Shell shell, Reading reading, Credentials credentials, @Nullable String number) {
        this.shell = shell;
        this.reading = reading;
        this.credentials = credentials;
        this.number = number;
    }

    /** Nothing where the router doesn't show it to us: started from an external file, or other passwords. */
    Optional<RtxConfig> read() throws RouterException {
        if (number == null || !number.matches("[0-4](\\.[0-2])?")) {
            return Optional.empty();
        }
        CommandLine show = CommandLine.of("show config").fromRouter("configuration number", number);
        Optional<List<String>> text = reading.configuration(() -> answered(show, credentials.password()));
        if (text.filter(SavedConfig::isConfiguration).isEmpty() && credentials.password() != null) {
            text = reading.configuration(() -> answered(show, null));
        }
        return text.filter(SavedConfig::isConfiguration).map(lines -> RtxConfig.parse(String.join("\n", lines), 0));
    }

    /** Headings alone are an answer to wrong passwords, not a configuration. */
    private static boolean isConfiguration(List<String> lines) {
        return lines.stream().anyMatch(line -> !line.isBlank() && !line.startsWith("#"));
    }

    /** Each password goes only where its own question was asked. */
    private Answer answered(CommandLine show, @Nullable Secret login) throws RouterException {
        Asked asked = shell.ask(show);
        for (int i = 0; i < MOST_QUESTIONS && asked.asksPassword(); i++) {
            String question = String.valueOf(asked.question()).toLowerCase(Locale.ROOT);
            asked = shell.answer(
                    question.contains("admin") ? credentials.administratorPassword() : login, show.toString());
        }
        if (asked.question() != null) {
            shell.decline(asked, show.toString());
        }
        return asked.answer();
    }
}
