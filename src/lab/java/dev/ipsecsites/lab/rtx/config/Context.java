package dev.ipsecsites.lab.rtx.config;

/** What is selected: nothing, a peer ({@code pp select}), or a tunnel. Number 0 of a peer is {@code anonymous}. */
public record Context(Kind kind, int number) {
    public static final Context GLOBAL = new Context(Kind.GLOBAL, 0);

    /** Which kind of block. */
    public enum Kind {
        GLOBAL,
        PP,
        TUNNEL
    }

    public static Context pp(int number) {
        return new Context(Kind.PP, number);
    }

    public static Context tunnel(int number) {
        return new Context(Kind.TUNNEL, number);
    }

    /** The line that opens the block in {@code show config}; empty for none. */
    public String selectLine() {
        return switch (kind) {
            case GLOBAL -> "";
            case PP -> "pp select " + (number == 0 ? "anonymous" : Integer.toString(number));
            case TUNNEL -> "tunnel select " + number;
        };
    }

    /** What the prompt shows of it. */
    public String promptSuffix() {
        return switch (kind) {
            case GLOBAL -> "";
            case PP -> "pp" + (number == 0 ? "anonymous" : Integer.toString(number));
            case TUNNEL -> "tunnel" + number;
        };
    }
}
