package dev.ipsecsites.lab.rtx.state;

import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The security associations of all gateways, as the wire reports them. */
public final class Gateways {
    private final Map<Integer, GatewayState> states = new TreeMap<>();
    private final TreeSet<Integer> resets = new TreeSet<>();
    private final Clock clock;
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

    public synchronized void established(int gateway, SecurityAssociations sa) {
        states.put(gateway, state(gateway).established(sa, clock.instant(), nextSa));
        nextSa += 3;
    }

    /** Whether there was anything to lose. */
    public synchronized boolean lost(int gateway) {
        GatewayState s = state(gateway);
        if (!s.up()) {
            return false;
        }
        states.put(gateway, s.lost(clock.instant()));
        return true;
    }

    public synchronized void counted(
            int gateway, long inPackets, long inOctets, long outPackets, long outOctets, boolean keepalive) {
        GatewayState s = state(gateway);
        if (s.up()) {
            states.put(gateway, s.counted(inPackets, inOctets, outPackets, outOctets, keepalive));
        }
    }

    /** {@code ipsec sa delete}: the SAs are gone here and have to be made anew. */
    public synchronized void reset(int gateway) {
        lost(gateway);
        resets.add(gateway);
    }

    public synchronized List<Integer> takeResets() {
        List<Integer> taken = List.copyOf(resets);
        resets.clear();
        return taken;
    }

    /** All is forgotten at a restart. */
    synchronized void clear() {
        states.clear();
        resets.clear();
        nextSa = 1;
    }
}
