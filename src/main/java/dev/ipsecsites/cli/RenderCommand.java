package dev.ipsecsites.cli;

import dev.ipsecsites.cli.manifest.ManifestFiles;
import dev.ipsecsites.cli.manifest.Manifests;
import dev.ipsecsites.router.yamaha.YamahaRtx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ipsec-sites render}: what manifests mean, without a cluster, a router or Cato. */
@Command(
        name = "render",
        description = {
            "Prints, offline, the router lines and the calls to Cato that a set of manifests means.",
            "What can't be known offline stands in angle brackets. Lines that begin with # are comments."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:the manifests are wrong; each error names file, resource and field",
            "2:wrong usage, or a file that can't be read"
        })
final class RenderCommand implements Callable<Integer> {
    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            required = true,
            arity = "1..*",
            description = "YAML files, each with any number of documents; - for standard input.")
    private List<String> files = new ArrayList<>();

    @Option(names = "--show-secrets", description = "Prints pre-shared keys in clear; otherwise they show as ********.")
    private boolean showSecrets;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        var out = command.commandLine().getOut();
        var err = command.commandLine().getErr();
        try (YamahaRtx driver = new YamahaRtx(Clock.systemUTC())) {
            ManifestFiles read = ManifestFiles.read(files);
            if (!read.problems().isEmpty()) {
                throw new ParameterException(command.commandLine(), String.join("\n", read.problems()));
            }
            Rendering rendering = Renderer.render(Manifests.read(read.contents()), driver, showSecrets);
            if (!rendering.errors().isEmpty()) {
                rendering.errors().forEach(error -> err.println(error.line()));
                return IpsecSites.WRONG;
            }
            rendering.notes().forEach(err::println);
            rendering.lines().forEach(out::println);
            return IpsecSites.FINE;
        } finally {
            out.flush();
            err.flush();
        }
    }
}
