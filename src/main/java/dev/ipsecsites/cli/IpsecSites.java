package dev.ipsecsites.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code ipsec-sites}. Exit codes of all subcommands: {@value #FINE} fine, {@value #WRONG} what was asked for is wrong or failed,
 * {@value #USAGE} usage.
 */
@Command(
        name = "ipsec-sites",
        description = "Makes IPsec sites of Cato Cloud out of Yamaha RTX routers.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {OperatorCommand.class, RenderCommand.class})
public final class IpsecSites {
    static final int FINE = 0;
    static final int WRONG = 1;
    static final int USAGE = 2;

    private IpsecSites() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line without the process around it. */
    static CommandLine commandLine() {
        return new CommandLine(new IpsecSites())
                .setExitCodeExceptionMapper(e -> WRONG)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
