package dev.ipsecsites.lab.rtx.shell;

/** The sequences that a terminal sends for its editing keys (ECMA-48): {@code ESC [ … letter}, {@code ESC O letter}. None of it is text. */
final class EditingKeys {
    private static final int ESCAPE = 27;

    private State state = State.NONE;

    private enum State {
        NONE,
        /** Behind ESC, which may also have been pressed by itself. */
        ESCAPED,
        /** Behind what opens a sequence, up to its final byte. */
        OPEN
    }

    /** What a byte is. */
    enum Meaning {
        /** No part of a sequence. */
        KEY,
        /** Part of one that isn't over. */
        PART,
        /** The end of a sequence: cursor up. */
        UP,
        /** The end of a sequence: cursor down. */
        DOWN,
        /** The end of a sequence for any other key. */
        OTHER
    }

    /** A new line is begun. */
    void reset() {
        state = State.NONE;
    }

    Meaning of(int b) {
        if (b == ESCAPE) {
            state = State.ESCAPED;
            return Meaning.PART;
        }
        return switch (state) {
            case NONE -> Meaning.KEY;
            case ESCAPED -> {
                state = b == '[' || b == 'O' ? State.OPEN : State.NONE;
                yield state == State.OPEN ? Meaning.PART : Meaning.KEY;
            }
            case OPEN -> {
                // Parameters go from blank to question mark, the final byte from @ to tilde.
                boolean parameter = b >= ' ' && b < '@';
                state = parameter ? State.OPEN : State.NONE;
                yield parameter ? Meaning.PART : b >= '@' && b <= '~' ? end(b) : Meaning.KEY;
            }
        };
    }

    private static Meaning end(int letter) {
        return switch (letter) {
            case 'A' -> Meaning.UP;
            case 'B' -> Meaning.DOWN;
            default -> Meaning.OTHER;
        };
    }
}
