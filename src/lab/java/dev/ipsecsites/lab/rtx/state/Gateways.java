package dev.ipsecsites.lab.rtx.state;

import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/** The security associations of all gateways, as the wire reports them. */
public final class Gateways {
    private final Map<Integer, GatewayState> states = new TreeMap<>();
    private final TreeSet<Integer> resets = new TreeSet<>();
    private final Clock clock;
    private IntConsumer listener = gateway -> {};
    private int nextSa = 1;

    public Gateways(Clock clock) {
        this.clock = clock;
    }

    public synchronized GatewayState state(int gateway) {
        GatewayState s = states.get(gateway);
        return s == null ? GatewayState.down(gateway, clock.instant()) : s;
    }

    public synchronized List<GatewayState> all() {
        return new ArrayList<>(states.values());
    }

    /** Whether the tunnel was down before; SAs that stand already are renewed, and times and counters go on. */
    public synchronized boolean established(int gateway, SecurityAssociations sa) {
        GatewayState s = state(gateway);
        if (s.up()) {
            states.put(gateway, s.renewed(sa));
            return false;
        }
        states.put(gateway, s.established(sa, clock.instant(), nextSa));
        nextSa += 3;
        return true;
    }

    /** Told of every gateway that loses its SAs. */
    public synchronized void listener(IntConsumer onLost) {
        listener = onLost;
    }

    public void lost(int gateway) {
        IntConsumer told;
        synchronized (this) {
            GatewayState s = state(gateway);
            if (!s.up()) {
                return;
            }
            states.put(gateway, s.lost(clock.instant()));
            told = listener;
        }
        told.accept(gateway);
    }

    public synchronized void counted(
            int gateway, long inPackets, long inOctets, long outPackets, long outOctets, boolean keepalive) {
        GatewayState s = state(gateway);
        if (s.up()) {
            states.put(gateway, s.counted(inPackets, inOctets, outPackets, outOctets, keepalive));
        }
    }

    /** {@code ipsec sa delete}: the SAs are gone here and have to be made anew. */
    public void reset(int gateway) {
        synchronized (this) {
            resets.add(gateway);
        }
        lost(gateway);
    }

    public synchronized List<Integer> takeResets() {
        List<Integer> taken = List.copyOf(resets);
        resets.clear();
        return taken;
    }

    /** All is forgotten at a restart; what was up has to be made anew. */
    synchronized void clear() {
        states.values().stream().filter(GatewayState::up).forEach(s -> resets.add(s.gateway()));
        states.clear();
        nextSa = 1;
    }
}
