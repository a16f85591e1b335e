package dev.ipsecsites.cli.diagnose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.ipsecsites.cli.cluster.ClusterException;
import dev.ipsecsites.cli.cluster.ClusterOptions;
import dev.ipsecsites.cli.cluster.ClusterSite;
import dev.ipsecsites.cli.console.Exit;
import dev.ipsecsites.cli.console.LanguageOption;
import dev.ipsecsites.cli.console.Paint;
import dev.ipsecsites.cli.console.Terminal;
import dev.ipsecsites.diagnosis.Language;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ipsec-sites diagnose}: why a tunnel is down, from files, from a cluster, or from both. */
@Command(
        name = "diagnose",
        description = {
            "Says why a tunnel is down, how sure that is, what it was concluded from, and what to type.",
            "",
            "Offline, from any number of files: Cato's timeline (CSV), show log, show config, show ipsec sa (with"
                    + " gateway N detail), show status tunnel, show techinfo, manifests. Each is recognised by its"
                    + " content, in UTF-8, Shift_JIS, EUC-JP, ISO-2022-JP or UTF-16.",
            "Online, with the name of a CatoSite: what the operator found, and the timelines in ConfigMaps with the"
                    + " label ipsec-sites.dev/timeline: SITE; files given beside it are judged together with that.",
            "Keys and passwords are masked wherever a command, a label or their look gives them away, in whichever"
                    + " file they stand."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing wrong is found",
            "1:a cause is found, or nothing is known; a file or the cluster can't be used",
            "2:wrong usage"
        })
public final class DiagnoseCommand implements Callable<Integer> {
    private static final Pattern SITE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    enum Output {
        text,
        json
    }

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE|SITE",
            description =
                    "Files, - for standard input, and at most one CatoSite. What isn't a file and looks like a name is"
                            + " a site.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--timeline",
            paramLabel = "FILE",
            description =
                    "A timeline downloaded from Cato's console, whatever it looks like. May be given more than once.")
    private List<String> timelines = new ArrayList<>();

    @Option(names = "--site", paramLabel = "SITE", description = "The CatoSite, where a file has the same name.")
    private @Nullable String named;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json: a list of {cause, tunnel, end, confidence, evidence, remedy, repairable}.")
    private Output output = Output.text;

    @Mixin
    private final LanguageOption language = new LanguageOption();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var commandLine = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = commandLine.getOut();
        PrintWriter err = commandLine.getErr();
        String site = named;
        List<Input> inputs = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals("-")) {
                inputs.add(Input.standard(System.in));
            } else if (isFile(argument)
                    || named != null
                    || !SITE.matcher(argument).matches()) {
                inputs.add(Input.of(path(argument)));
            } else if (site == null) {
                site = argument;
            } else {
                throw usage("'" + argument + "' is no file, and a site is named already: " + site);
            }
        }
        timelines.forEach(
                file -> inputs.add((file.equals("-") ? Input.standard(System.in) : Input.of(path(file))).asTimeline()));
        if (site == null && inputs.isEmpty()) {
            throw usage("Nothing to look at: name files or a CatoSite");
        }
        if (site == null && cluster.given()) {
            throw usage("--namespace, --context and --kubeconfig need the name of a CatoSite");
        }
        try {
            ClusterSite known = site == null ? null : cluster.read(site);
            return report(new Judgement(known, inputs, language.language()), out, err);
        } catch (ClusterException e) {
            err.println(unread(String.valueOf(site), e));
            if (!inputs.isEmpty()) {
                report(new Judgement(null, inputs, language.language()), out, err);
            }
            return Exit.WRONG;
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** Whoever mistyped the name of a file has asked for no cluster, and wonders at a word about one. */
    private String unread(String site, ClusterException e) {
        String why = Say.AS_WRITTEN.in(language.language(), String.valueOf(e.getMessage()));
        return named != null ? why : Note.TAKEN_FOR_SITE.in(language.language(), site, why);
    }

    private int report(Judgement judgement, PrintWriter out, PrintWriter err) {
        Language lang = language.language();
        judgement.problems().forEach(err::println);
        if (output == Output.json) {
            out.println(json(judgement.found()));
        } else {
            Paint paint = Terminal.paint();
            Report.of(judgement.found(), judgement.files(), lang, paint).forEach(out::println);
            judgement
                    .site()
                    .ifPresent(known -> ClusterText.of(known, lang).stream()
                            .map(judgement::clean)
                            .forEach(out::println));
        }
        return judgement.found().isEmpty() && judgement.usable() ? Exit.FINE : Exit.WRONG;
    }

    private static String json(List<Found> found) {
        try {
            return new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(found.stream().map(Found::json).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a diagnosis can't be written as JSON", e);
        }
    }

    private static boolean isFile(String argument) {
        try {
            return Files.exists(Path.of(argument));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private Path path(String argument) {
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw usage("'" + argument + "' can't be the name of a file");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
