package dev.ipsecsites.cli;

import dev.ipsecsites.cli.manifest.Manifests;
import dev.ipsecsites.router.yamaha.YamahaRtx;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            description = "YAML files, each with any number of documents.")
    private List<Path> files = new ArrayList<>();

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
            Rendering rendering = Renderer.render(Manifests.read(contents(command)), driver, showSecrets);
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

    private Map<String, String> contents(CommandSpec command) {
        Map<String, String> contents = new LinkedHashMap<>();
        for (Path file : files) {
            try {
                contents.put(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
            } catch (MalformedInputException e) {
                throw new ParameterException(command.commandLine(), file + " is not UTF-8 text", e);
            } catch (IOException e) {
                throw new ParameterException(command.commandLine(), "Can't read " + file + ": " + e, e);
            }
        }
        return contents;
    }
}
