package dev.ipsecsites.operator.common;

/**
 * What a site's repair writes into the annotation {@code ipsec-sites.dev/repair-reset} of a tunnel; the same for one step, also after
 * a restart.
 *
 * @param attempt of the repair
 * @param at when the step was decided
 * @param thoughUp the router's end said that it is up when the step was decided, and the other end that it isn't. Without that, a
 *     tunnel that has come up meanwhile is not reset: it may carry the only traffic
 */
public record RepairToken(int attempt, String at, boolean thoughUp) {
    private static final String THOUGH_UP = "-though-up";

    @Override
    public String toString() {
        return "repair-" + attempt + "-" + at + (thoughUp ? THOUGH_UP : "");
    }

    /** Of the same step. */
    public boolean matches(String token) {
        return token.equals(toString()) || token.equals(new RepairToken(attempt, at, !thoughUp).toString());
    }

    /** Whether a token asks for a tunnel only that isn't up. */
    public static boolean unlessUp(String token) {
        return !token.endsWith(THOUGH_UP);
    }
}
