package dev.ipsecsites.lab.wire;

import java.time.Duration;

/**
 * How long things take on the wire.
 *
 * @param detection until Cato notices that a tunnel is dead; its documentation says 30 s (cato-api.md §2.3)
 * @param retry between attempts that fail; each leaves its records
 * @param packetsPerSecond traffic through a tunnel that is up, each way
 */
public record WireTiming(Duration detection, Duration retry, int packetsPerSecond) {
    public static WireTiming defaults() {
        return new WireTiming(Duration.ofSeconds(30), Duration.ofSeconds(10), 1);
    }
}
