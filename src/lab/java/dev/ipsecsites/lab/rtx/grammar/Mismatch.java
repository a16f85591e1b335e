package dev.ipsecsites.lab.rtx.grammar;

import dev.ipsecsites.lab.rtx.device.Text;

/**
 * Why a line is no command; in ascending order of what is worth telling when several readings fail at the same word.
 */
public enum Mismatch {
    ARITY(Text.ARITY),
    KEYWORD(Text.KEYWORD),
    INTEGER(Text.INTEGER),
    ADDRESS(Text.ADDRESS),
    RANGE(Text.RANGE);

    private final Text text;

    Mismatch(Text text) {
        this.text = text;
    }

    public Text text() {
        return text;
    }
}
