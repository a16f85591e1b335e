package dev.ipsecsites.lab.ike;

import java.util.List;
import java.util.Optional;

/**
 * One IKE gateway of a router as its running configuration has it.
 *
 * @param tunnel the tunnel interface that uses it
 * @param silence why it neither starts nor answers; empty when there is a connection
 * @param answers child proposals that this end takes when its peer renews: a Yamaha follows it in whether there is PFS
 * @param limited {@code proposal-limitation on}
 * @param settings of the daemon that plays this end: retransmissions follow the keepalive
 */
public record RouterGateway(
        int gateway,
        Optional<Integer> tunnel,
        Optional<String> silence,
        Optional<IkeConnection> connection,
        List<String> answers,
        boolean limited,
        CharonSettings settings) {

    static RouterGateway silent(int gateway, Optional<Integer> tunnel, String why) {
        return new RouterGateway(
                gateway, tunnel, Optional.of(why), Optional.empty(), List.of(), false, CharonSettings.QUICK);
    }

    /**
     * This end as who answers renewals. strongSwan has one list of proposals for asking and for answering, so a daemon gets that of the part
     * it will have.
     */
    Optional<IkeConnection> answering() {
        return connection.map(c -> c.withChildProposals(answers));
    }

    /** With another remote network than everything, which no line of an RTX says in IKEv2. */
    RouterGateway proposing(String remoteNetwork) {
        return new RouterGateway(
                gateway, tunnel, silence, connection.map(c -> c.towards(remoteNetwork)), answers, limited, settings);
    }

    /** As the daemon of a whole site is to be: the end whose child SA is due first asks, and the other answers. */
    public Optional<IkeConnection> facingCato() {
        return connection
                .filter(own -> own.renewsChildWithin(CatoTranslator.CHILD.rekeySeconds()))
                .or(this::answering);
    }
}
