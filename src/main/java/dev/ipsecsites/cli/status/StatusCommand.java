package dev.ipsecsites.cli.status;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.cli.cluster.ClusterException;
import dev.ipsecsites.cli.cluster.ClusterOptions;
import dev.ipsecsites.cli.cluster.ClusterSite;
import dev.ipsecsites.cli.console.Exit;
import dev.ipsecsites.cli.console.LanguageOption;
import dev.ipsecsites.cli.console.Terminal;
import dev.ipsecsites.cli.manifest.Catalogue;
import dev.ipsecsites.cli.manifest.ManifestError;
import dev.ipsecsites.cli.manifest.ManifestFiles;
import dev.ipsecsites.cli.manifest.Manifests;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ipsec-sites status}: sites as a drawing. */
@Command(
        name = "status",
        description = {
            "Draws sites: router, links, tunnels, PoPs, and the state that both ends agree on.",
            "From a cluster, or from files (manifests, or what kubectl get -o yaml printed)."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:drawn, whatever the state",
            "1:there is no such site, or the cluster or a file can't be used",
            "2:wrong usage"
        })
public final class StatusCommand implements Callable<Integer> {
    enum Output {
        text,
        svg
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "SITE",
            description = "Name of the CatoSite. Default: all of the namespace.")
    private @Nullable String site;

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            arity = "1",
            description = "YAML with CatoSite, Router and RouterTunnel, with or without status; - for standard input.")
    private List<String> files = new ArrayList<>();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or svg.")
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
        if (!files.isEmpty() && cluster.given()) {
            throw new ParameterException(
                    commandLine, "-f is instead of a cluster: leave --namespace, --context and --kubeconfig out");
        }
        try {
            List<String> problems = new ArrayList<>();
            List<ClusterSite> sites = files.isEmpty() ? online() : offline(problems);
            problems.forEach(problem -> err.println(Terminal.printable(problem)));
            if (sites.isEmpty()) {
                err.println(site == null ? "There is no CatoSite" : "There is no CatoSite " + site);
                return Exit.WRONG;
            }
            draw(sites.stream().map(Picture::of).toList(), out);
            return problems.isEmpty() ? Exit.FINE : Exit.WRONG;
        } catch (ClusterException e) {
            err.println(e.getMessage());
            return Exit.WRONG;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private void draw(List<Picture> pictures, PrintWriter out) {
        if (output == Output.svg) {
            out.print(SvgDrawing.of(pictures, language.language()));
            return;
        }
        for (int i = 0; i < pictures.size(); i++) {
            if (i > 0) {
                out.println();
            }
            TextDrawing.of(pictures.get(i), language.language(), Terminal.paint())
                    .forEach(out::println);
        }
    }

    private List<ClusterSite> online() throws ClusterException {
        return site == null ? cluster.readAll() : List.of(cluster.read(site));
    }

    private List<ClusterSite> offline(List<String> problems) {
        ManifestFiles read = ManifestFiles.read(files);
        Manifests manifests = Manifests.read(read.contents());
        List<ManifestError> errors = new ArrayList<>(manifests.errors());
        Catalogue catalogue = Catalogue.of(manifests, errors);
        problems.addAll(read.problems());
        errors.forEach(error -> problems.add(error.line()));
        return catalogue.all(CatoSite.class).stream()
                .filter(each -> site == null || site.equals(each.getMetadata().getName()))
                .map(each -> together(each, catalogue))
                .toList();
    }

    private static ClusterSite together(CatoSite site, Catalogue catalogue) {
        String namespace = site.getMetadata().getNamespace();
        var ref = site.getSpec().routerRef();
        Router router = ref == null
                ? null
                : catalogue.find(Router.class, namespace, ref.name()).orElse(null);
        List<RouterTunnel> tunnels = catalogue.all(RouterTunnel.class).stream()
                .filter(t -> t.getMetadata().getNamespace().equals(namespace))
                .toList();
        return new ClusterSite(site, router, tunnels, List.of(), Map.of());
    }
}
