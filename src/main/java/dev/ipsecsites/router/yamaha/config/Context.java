package dev.ipsecsites.router.yamaha.config;

/**
 * Where a line belongs. Gateways, policies, filters and routes are global although {@code show config} files some of them inside a
 * tunnel's block (yamaha-rtx.md §3.1).
 */
public sealed interface Context {
    static Context global() {
        return new Global();
    }

    record Global() implements Context {
        @Override
        public String toString() {
            return "";
        }
    }

    record Tunnel(int number) implements Context {
        @Override
        public String toString() {
            return "tunnel " + number + ": ";
        }
    }

    /** {@code name} is a number, or {@code anonymous}. */
    record Pp(String name) implements Context {
        @Override
        public String toString() {
            return "pp " + name + ": ";
        }
    }

    /** The command that enters this context from any other; entering the global one leaves tunnel and pp. */
    default CommandLine select() {
        return switch (this) {
            case Global global -> CommandLine.of("tunnel select none");
            case Tunnel tunnel ->
                CommandLine.of("tunnel select").number("tunnelNumber", tunnel.number(), 1, Integer.MAX_VALUE);
            case Pp pp -> CommandLine.of("pp select").fromRouter("pp number", pp.name());
        };
    }

    /** The command that leaves it. */
    default CommandLine leave() {
        return this instanceof Pp ? CommandLine.of("pp select none") : CommandLine.of("tunnel select none");
    }
}
