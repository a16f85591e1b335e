package dev.ipsecsites.router.yamaha.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked of one connection's key exchange, and what came of it; travels with the connection. */
final class Handshake {
    private final HostKeyCheck hostKey;
    private final Algorithms algorithms;
    private volatile @Nullable Throwable failure;

    Handshake(HostKeyCheck hostKey, Algorithms algorithms) {
        this.hostKey = hostKey;
        this.algorithms = algorithms;
    }

    HostKeyCheck hostKey() {
        return hostKey;
    }

    Algorithms algorithms() {
        return algorithms;
    }

    /**
     * Noted where it happens: the key exchange runs beside connecting, and a connection that it ended before the
     * connector looked at it fails there with words that say nothing of the reason.
     */
    void failed(Throwable why) {
        failure = why;
    }

    /** Why nothing was agreed on; empty when it was, or when the connection ended otherwise. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }
}
