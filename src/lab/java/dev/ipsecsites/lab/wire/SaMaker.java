package dev.ipsecsites.lab.wire;

import static java.util.Objects.requireNonNull;

import dev.ipsecsites.lab.wire.Outcome.Agreement;
import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import java.util.random.RandomGenerator;

/** SAs with SPIs of their own. */
final class SaMaker {
    /** Below that they are reserved (RFC 4303 §2.1). */
    private static final long FIRST_SPI = 256;

    private final RandomGenerator random;

    SaMaker(RandomGenerator random) {
        this.random = random;
    }

    SecurityAssociations made(CatoPeer tunnel, RouterPeer peer, Agreement agreement) {
        return new SecurityAssociations(
                agreement.encryption(),
                agreement.prf(),
                agreement.integrity(),
                agreement.dhGroup(),
                agreement.childEncryption(),
                agreement.childIntegrity(),
                agreement.pfsGroup(),
                requireNonNull(peer.sourceAddress()),
                requireNonNull(tunnel.catoAddress()),
                ikeSpi(),
                ikeSpi(),
                childSpi(),
                childSpi(),
                agreement.natDetected());
    }

    /** What is due anew; the other keeps its SPIs, as an IKE SA's children do that is renewed (RFC 7296 §2.8). */
    SecurityAssociations renewed(SecurityAssociations old, boolean ike, boolean child) {
        return new SecurityAssociations(
                old.encryption(),
                old.prf(),
                old.integrity(),
                old.dhGroup(),
                old.childEncryption(),
                old.childIntegrity(),
                old.pfsGroup(),
                old.localAddress(),
                old.remoteAddress(),
                ike ? ikeSpi() : old.initiatorSpi(),
                ike ? ikeSpi() : old.responderSpi(),
                child ? childSpi() : old.childSpiIn(),
                child ? childSpi() : old.childSpiOut(),
                old.natDetected());
    }

    private String ikeSpi() {
        return String.format("%016x", random.nextLong());
    }

    private long childSpi() {
        return random.nextLong(FIRST_SPI, 1L << 32);
    }
}
