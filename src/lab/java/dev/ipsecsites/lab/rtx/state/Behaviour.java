package dev.ipsecsites.lab.rtx.state;

import java.time.Duration;

/**
 * Where real routers are not established, which way this one goes.
 *
 * @param rollbackOnLoginTimer the login timer's end restores the configuration (the reference says so, another document denies it)
 * @param rollbackSurvivesDisconnect the rollback timer goes on when the connection breaks; undocumented, and what is known of other
 *     consoles speaks against it (yamaha-rtx.md §5.2)
 * @param bootTime from restart until SSH answers
 * @param pingInterval between two pings
 */
public record Behaviour(
        boolean rollbackOnLoginTimer, boolean rollbackSurvivesDisconnect, Duration bootTime, Duration pingInterval) {
    public static final Behaviour DEFAULT = new Behaviour(true, false, Duration.ofSeconds(5), Duration.ofSeconds(1));

    public Behaviour withRollback(boolean onLoginTimer, boolean survivesDisconnect) {
        return new Behaviour(onLoginTimer, survivesDisconnect, bootTime, pingInterval);
    }

    public Behaviour withBootTime(Duration time) {
        return new Behaviour(rollbackOnLoginTimer, rollbackSurvivesDisconnect, time, pingInterval);
    }

    public Behaviour withPingInterval(Duration time) {
        return new Behaviour(rollbackOnLoginTimer, rollbackSurvivesDisconnect, bootTime, time);
    }
}
