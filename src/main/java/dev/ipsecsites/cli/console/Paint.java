package dev.ipsecsites.cli.console;

import java.util.Map;

/** Colours, or none: only a terminal gets them, and not one that says NO_COLOR (no-color.org). */
public enum Paint {
    PLAIN,
    COLOURED;

    public enum Colour {
        RED(31),
        GREEN(32),
        YELLOW(33),
        BOLD(1),
        DIM(2);

        private final int code;

        Colour(int code) {
            this.code = code;
        }
    }

    /**
     * Whether this process may colour what it prints.
     *
     * @param terminal standard output is a terminal
     * @param environment of the process
     */
    public static Paint of(boolean terminal, Map<String, String> environment) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || "dumb".equals(environment.getOrDefault("TERM", ""));
        return terminal && !refused ? COLOURED : PLAIN;
    }

    public String paint(Colour colour, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + colour.code + "m" + text + "\u001b[0m";
    }
}
