package dev.ipsecsites.operator.router;

import dev.ipsecsites.operator.common.EventReason;

/** Events of routers and their tunnels. */
enum RouterEvent implements EventReason {
    HostKeyTrusted(false),
    LinesSent(false),
    ConfigurationSaved(false),
    NotVerified(true),
    DriftCorrected(true),
    LinesLeft(true),
    TunnelReset(false),
    NotReset(true),
    ResetNotNeeded(false),
    Flapping(true);

    private final boolean warning;

    RouterEvent(boolean warning) {
        this.warning = warning;
    }

    @Override
    public boolean warning() {
        return warning;
    }
}
