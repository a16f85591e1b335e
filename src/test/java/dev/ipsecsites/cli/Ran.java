package dev.ipsecsites.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** A command that ran to its end inside the test. */
public record Ran(int exitCode, String out, String err) {
    public static Ran with(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = IpsecSites.commandLine(args)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Ran(exitCode, out.toString(), err.toString());
    }

    /** With a text on standard input. One after the other: there is one standard input, and test classes run beside each other. */
    public static synchronized Ran reading(String input, String... args) {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            return with(args);
        } finally {
            System.setIn(before);
        }
    }
}
