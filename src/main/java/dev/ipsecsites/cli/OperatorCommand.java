package dev.ipsecsites.cli;

import dev.ipsecsites.operator.OperatorMain;
import dev.ipsecsites.operator.OperatorOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ipsec-sites operator}. */
@Command(
        name = "operator",
        description = "Runs the operator until it is told to stop.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class OperatorCommand implements Callable<Integer> {
    @Mixin
    private final OperatorOptions options = new OperatorOptions();

    @Override
    public Integer call() {
        return OperatorMain.run(options);
    }
}
