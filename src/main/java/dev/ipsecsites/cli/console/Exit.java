package dev.ipsecsites.cli.console;

/** Exit codes of all subcommands. */
public final class Exit {
    /** Done, and nothing is wrong. */
    public static final int FINE = 0;
    /** What was asked about is wrong, or can't be used. */
    public static final int WRONG = 1;
    /** The command line is wrong. */
    public static final int USAGE = 2;

    private Exit() {}
}
