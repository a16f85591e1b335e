package dev.ipsecsites.cli;

import dev.ipsecsites.cli.console.Exit;
import dev.ipsecsites.cli.diagnose.DiagnoseCommand;
import dev.ipsecsites.cli.explain.ExplainCommand;
import dev.ipsecsites.cli.status.StatusCommand;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ipsec-sites}. Exit codes of all subcommands: {@value #FINE} fine, {@value #WRONG} what was asked for is wrong or failed,
 * {@value #USAGE} usage.
 */
@Command(
        name = "ipsec-sites",
        description = "Makes IPsec sites of Cato Cloud out of Yamaha RTX routers.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class IpsecSites implements Runnable {
    static final int FINE = Exit.FINE;
    static final int WRONG = Exit.WRONG;
    static final int USAGE = Exit.USAGE;

    /** In the order of {@code --help}. */
    private static final List<Class<?>> COMMANDS = List.of(
            OperatorCommand.class,
            RenderCommand.class,
            StatusCommand.class,
            DiagnoseCommand.class,
            ExplainCommand.class);

    @Spec
    private @Nullable CommandSpec spec;

    private IpsecSites() {}

    /** Without a subcommand. */
    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Missing command; --help lists them");
    }

    public static void main(String[] args) {
        System.exit(commandLine(args).execute(args));
    }

    /**
     * The command line without the process around it. It knows the subcommand that {@code args} ask for; all, where they ask for none: to look at
     * what the others can be told takes as long as a short command does.
     */
    static CommandLine commandLine(String... args) {
        var line = new CommandLine(new IpsecSites());
        var asked = COMMANDS.stream()
                .filter(command -> args.length > 0
                        && command.getAnnotation(Command.class).name().equals(args[0]))
                .toList();
        (asked.isEmpty() ? COMMANDS : asked).forEach(line::addSubcommand);
        return line.setExitCodeExceptionMapper(e -> e instanceof ParameterException ? USAGE : WRONG)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
