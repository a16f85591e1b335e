package dev.ipsecsites.lab.wire;

import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.CatoPeer.Transforms;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One IKE gateway as a router was told.
 *
 * @param router name of the router, unique in the lab
 * @param gateway gateway id
 * @param tunnel tunnel number that uses it; null when none is bound
 * @param enabled tunnel enabled and bound
 * @param initiates auto refresh on, remote address known, negotiation allowed
 * @param answers takes negotiations that the peer begins
 * @param hindrance what in its lines keeps it from IKE as Cato has it, when nothing else here says so
 * @param sourceAddress address that IKE starts from: local address, or the interface's; null when it owns none
 * @param publicAddress what the other side sees after NAT; null while the WAN is down
 * @param remoteAddress address to initiate to; null for {@code any}
 * @param preSharedKey null when unset: no IKE then
 * @param configured what the gateway's lines say
 * @param limited {@code proposal-limitation on}: nothing but {@code configured} is offered or taken
 * @param supported all that this model can do, offered when not limited
 * @param ikeLifetimeSeconds never shorter than the child SA's
 * @param keepalive null when nothing is asked: a dead peer is noticed when the IKE SA is to be renewed
 */
public record RouterPeer(
        String router,
        int gateway,
        @Nullable Integer tunnel,
        boolean enabled,
        int ikeVersion,
        boolean initiates,
        boolean answers,
        Optional<String> hindrance,
        @Nullable String sourceAddress,
        @Nullable String publicAddress,
        @Nullable String remoteAddress,
        @Nullable PreSharedKey preSharedKey,
        @Nullable IkeIdentity ownIdentity,
        @Nullable IkeIdentity expectedPeerIdentity,
        Transforms configured,
        boolean limited,
        Transforms supported,
        Transforms configuredChild,
        Transforms supportedChild,
        boolean natTraversal,
        @Nullable Keepalive keepalive,
        long ikeLifetimeSeconds,
        long childLifetimeSeconds,
        boolean childExchangeRfc) {

    /**
     * Whether the peer still answers, asked again and again.
     *
     * @param seconds between two questions
     * @param failures so many without an answer, and the peer is given up
     */
    public record Keepalive(int seconds, int failures) {
        Duration patience() {
            return Duration.ofSeconds((long) seconds * failures);
        }
    }
}
