package dev.ipsecsites.lab.ike;

import java.util.Optional;

/**
 * One IKE gateway of a router as its running configuration has it.
 *
 * @param tunnel the tunnel interface that uses it
 * @param silence why it neither starts nor answers; empty when there is a connection
 * @param limited {@code proposal-limitation on}
 * @param settings of the daemon that plays this end: retransmissions follow the keepalive
 */
public record RouterGateway(
        int gateway,
        Optional<Integer> tunnel,
        Optional<String> silence,
        Optional<IkeConnection> connection,
        boolean limited,
        CharonSettings settings) {

    static RouterGateway silent(int gateway, Optional<Integer> tunnel, String why) {
        return new RouterGateway(gateway, tunnel, Optional.of(why), Optional.empty(), false, CharonSettings.QUICK);
    }
}
