package dev.ipsecsites.operator.common;

/** Events that any kind may have. */
public enum CommonEvent implements EventReason {
    NotSupportedYet(true),
    Paused(false);

    private final boolean warning;

    CommonEvent(boolean warning) {
        this.warning = warning;
    }

    @Override
    public boolean warning() {
        return warning;
    }
}
