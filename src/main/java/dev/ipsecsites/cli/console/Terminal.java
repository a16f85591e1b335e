package dev.ipsecsites.cli.console;

import java.io.Console;

/** The terminal that this process may be attached to. */
public final class Terminal {
    private Terminal() {}

    /** Colours where standard output is a terminal that takes them. */
    @SuppressWarnings("SystemConsoleNull") // It is null in Java 25, whose default console isn't the one of Java 22.
    public static Paint paint() {
        Console console = System.console();
        return Paint.of(console != null && console.isTerminal(), System.getenv());
    }

    /** A text from outside for the screen: without characters that a terminal obeys, or that turn its direction; lines stay lines. */
    public static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}&&[^\n]]", "?");
    }
}
