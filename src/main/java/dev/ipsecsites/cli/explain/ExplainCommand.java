package dev.ipsecsites.cli.explain;

import dev.ipsecsites.cli.console.Columns;
import dev.ipsecsites.cli.console.Exit;
import dev.ipsecsites.cli.console.LanguageOption;
import dev.ipsecsites.diagnosis.Cause;
import dev.ipsecsites.diagnosis.Language;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ipsec-sites explain}: the runbook at the terminal. */
@Command(
        name = "explain",
        description = {
            "Prints the runbook's page on a cause: what it means, how it shows, what to check at which end, how to"
                    + " repair it.",
            "Without a cause: all causes, a line for each. A cause is the reason of a condition, such as"
                    + " DHGroupMismatch."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:printed", "2:no such cause, or other wrong usage"})
public final class ExplainCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "CAUSE",
            completionCandidates = Causes.class,
            description = "Upper and lower case don't matter.")
    private @Nullable String cause;

    @Mixin
    private final LanguageOption language = new LanguageOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (cause == null) {
            list(out, language.language());
        } else {
            out.print(Runbook.page(find(cause), language.language()));
        }
        out.flush();
        return Exit.FINE;
    }

    private static void list(PrintWriter out, Language language) {
        int width = Arrays.stream(Cause.values())
                .mapToInt(c -> c.word().length())
                .max()
                .orElse(0);
        for (Cause each : Cause.values()) {
            out.println(Columns.pad(each.word(), width) + "  " + Runbook.sentence(each, language));
        }
    }

    private Cause find(String word) {
        Optional<Cause> found = Arrays.stream(Cause.values())
                .filter(c -> c.word().equalsIgnoreCase(word))
                .findFirst();
        return found.orElseThrow(() -> new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "No page on '" + word + "'" + similar(word)));
    }

    private static String similar(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        List<String> close = Arrays.stream(Cause.values())
                .map(Cause::word)
                .filter(known -> wanted.length() > 2
                        && (known.toLowerCase(Locale.ROOT).contains(wanted)
                                || wanted.contains(known.toLowerCase(Locale.ROOT))))
                .toList();
        return close.isEmpty()
                ? ". ipsec-sites explain lists all causes"
                : ". There is " + close.stream().collect(Collectors.joining(", "));
    }

    static final class Causes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Cause.values()).map(Cause::word).iterator();
        }
    }
}
