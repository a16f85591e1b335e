package dev.ipsecsites.lab.ike.site;

import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.Wire;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which gateway and which tunnel of Cato's exchange packets. Of two tunnels of Cato's between the same addresses the older one gets
 * them; who has met stays together while nothing speaks against it.
 */
final class Pairing {
    private final Map<String, String> met = new HashMap<>();

    /** Ids of gateways by keys of tunnels. */
    Map<String, String> of(List<CatoPeer> tunnels, Map<String, Gateway> gateways) {
        Map<String, String> pairs = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (CatoPeer tunnel : tunnels) {
            partner(tunnel, gateways, taken).ifPresent(id -> {
                taken.add(id);
                pairs.put(tunnel.key(), id);
            });
        }
        met.clear();
        met.putAll(pairs);
        return pairs;
    }

    private Optional<String> partner(CatoPeer tunnel, Map<String, Gateway> gateways, Set<String> taken) {
        List<Gateway> candidates = gateways.values().stream()
                .filter(gateway -> !taken.contains(gateway.id()))
                .filter(gateway -> Wire.meet(tunnel, gateway.peer()))
                .toList();
        return candidates.stream()
                .filter(gateway -> gateway.id().equals(met.get(tunnel.key())))
                .findFirst()
                .or(() -> candidates.stream().filter(Gateway::runs).findFirst())
                .or(() -> candidates.stream().findFirst())
                .map(Gateway::id);
    }
}
