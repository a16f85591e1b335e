package dev.ipsecsites.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** What the person in front of the lab reads: lines with the time since the start. */
final class Progress {
    private final PrintStream out;
    private final InstantSource clock;
    private final Instant start;

    Progress(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
    }

    /**
     * Something happens.
     *
     * @param end where: {@code lab}, {@code Cato}, a router, a resource
     */
    synchronized void say(String end, String what) {
        var seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
        out.println(String.format(Locale.ROOT, "%6.1f s  %-28s %s", seconds, end, what));
        out.flush();
    }

    /** Text as it is. */
    synchronized void print(String text) {
        out.println(text);
        out.flush();
    }
}
