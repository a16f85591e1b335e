package dev.ipsecsites.lab.wire;

import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One tunnel of Cato's with the gateway that it met; {@link WireRunner}'s own memory, changed by its tick only. */
final class WireLink {
    final String key;

    @Nullable
    RouterEnd router;

    int gateway;

    /** Both ends' settings when the SAs were made: a change of either makes them anew. */
    @Nullable
    CatoPeer cato;

    @Nullable
    RouterPeer peer;

    @Nullable
    SecurityAssociations associations;

    boolean catoUp;
    boolean routerUp;
    Instant ikeSince = Instant.EPOCH;
    Instant childSince = Instant.EPOCH;
    Instant counted = Instant.EPOCH;

    @Nullable
    Instant brokenSince;

    @Nullable
    Instant lastAttempt;

    /** Of the router, unanswered. */
    Instant lastSent = Instant.EPOCH;

    WireLink(String key) {
        this.key = key;
    }

    boolean isWith(RouterEnd other, int number) {
        return router != null && router.name().equals(other.name()) && gateway == number;
    }

    boolean up() {
        return catoUp || routerUp;
    }

    boolean brokenFor(Duration time, Instant now) {
        Instant since = brokenSince;
        return since != null && !now.isBefore(since.plus(time));
    }

    boolean mayTry(Duration retry, Instant now) {
        Instant last = lastAttempt;
        return last == null || !now.isBefore(last.plus(retry));
    }

    /** Only what IKE negotiated: a PoP that is cut or a tunnel switched off is not a change of that kind. */
    boolean changed(CatoPeer tunnel, RouterPeer now) {
        CatoPeer catoBefore = cato;
        RouterPeer before = peer;
        if (catoBefore == null || before == null || !routerUp) {
            return false;
        }
        return !catoBefore.ike().equals(tunnel.ike())
                || !catoBefore.child().equals(tunnel.child())
                || !catoBefore.preSharedKey().equals(tunnel.preSharedKey())
                || !catoBefore.expectedPeerIdentity().equals(tunnel.expectedPeerIdentity())
                || !Objects.equals(before.preSharedKey(), now.preSharedKey())
                || !Objects.equals(before.ownIdentity(), now.ownIdentity())
                || !Objects.equals(before.expectedPeerIdentity(), now.expectedPeerIdentity())
                || !Objects.equals(before.remoteAddress(), now.remoteAddress())
                || !before.configured().equals(now.configured())
                || !before.configuredChild().equals(now.configuredChild())
                || before.limited() != now.limited();
    }

    void forget() {
        catoUp = false;
        routerUp = false;
        associations = null;
        brokenSince = null;
    }
}
