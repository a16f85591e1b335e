package dev.ipsecsites.router.yamaha.config;

/**
 * A command of ours and where it belongs.
 *
 * @param indent blanks before it where a person reads a whole configuration (article's layout)
 */
record Line(Context context, int indent, CommandLine command) {
    static Line global(CommandLine command) {
        return new Line(Context.global(), 0, command);
    }

    ConfigLine setting() {
        return ConfigLine.of(context, command);
    }

    String shown(boolean secrets) {
        return " ".repeat(indent) + command.shown(secrets);
    }
}
