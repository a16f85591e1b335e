package dev.ipsecsites.lab.ike.site;

import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.Partners;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which gateway and which tunnel of Cato's exchange packets, from one look to the next. What the daemons make of it is theirs. */
final class Pairing {
    private final Map<String, String> met = new HashMap<>();

    /** Gateways by keys of tunnels. */
    Map<String, Gateway> of(List<CatoPeer> tunnels, Collection<Gateway> gateways) {
        Map<String, Gateway> pairs = Partners.of(
                tunnels, gateways, (tunnel, gateway) -> gateway.id().equals(met.get(tunnel.key())), (_, _) -> true);
        met.clear();
        pairs.forEach((key, gateway) -> met.put(key, gateway.id()));
        return pairs;
    }
}
