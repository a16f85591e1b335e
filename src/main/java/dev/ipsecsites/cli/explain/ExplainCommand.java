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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
                    + " repair it. A cause is the reason of a condition, such as DHGroupMismatch.",
            "Of any other reason of a condition or an Event, such as UnsavedChanges: what it means and what to do.",
            "Without a reason: all causes, a line for each. 'Reasons' prints all others."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:printed", "2:no such reason, or other wrong usage"})
public final class ExplainCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "REASON",
            completionCandidates = Words.class,
            description = "Upper and lower case don't matter.")
    private @Nullable String reason;

    @Mixin
    private final LanguageOption language = new LanguageOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = command.getOut();
        String word = reason;
        if (word == null) {
            list(out, language.language());
        } else {
            out.print(page(word, language.language())
                    .orElseThrow(() -> new ParameterException(command, "No page on '" + word + "'" + similar(word))));
        }
        out.flush();
        return Exit.FINE;
    }

    private static void list(PrintWriter out, Language language) {
        int width = pages().mapToInt(String::length).max().orElse(0);
        pages().forEach(name -> out.println(Columns.pad(name, width) + "  " + Runbook.sentence(name, language)));
    }

    private static Optional<String> page(String word, Language language) {
        return pages().filter(name -> name.equalsIgnoreCase(word))
                .findFirst()
                .map(name -> Runbook.page(name, language))
                .or(() -> Reason.all(language).stream()
                        .filter(each -> each.word().equalsIgnoreCase(word))
                        .findFirst()
                        .map(Reason::page));
    }

    private static String similar(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        List<String> close = words().filter(known -> wanted.length() > 2
                        && (known.toLowerCase(Locale.ROOT).contains(wanted)
                                || wanted.contains(known.toLowerCase(Locale.ROOT))))
                .toList();
        return close.isEmpty()
                ? ". ipsec-sites explain lists all causes, ipsec-sites explain " + Reason.PAGE + " all other reasons"
                : ". There is " + close.stream().collect(Collectors.joining(", "));
    }

    /** What has a page. */
    private static Stream<String> pages() {
        return Stream.concat(Arrays.stream(Cause.values()).map(Cause::word), Stream.of(Reason.PAGE));
    }

    /** What there is an answer to; the same in each language. */
    private static Stream<String> words() {
        return Stream.concat(pages(), Reason.all(Language.ENGLISH).stream().map(Reason::word));
    }

    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }
    }
}
