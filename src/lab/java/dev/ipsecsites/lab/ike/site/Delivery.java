package dev.ipsecsites.lab.ike.site;

import dev.ipsecsites.lab.ike.site.Ends.Pair;
import dev.ipsecsites.lab.wire.CatoPeer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which packets the Internet and Cato's cloud deliver where. */
final class Delivery {
    private final LabNetwork network;
    private final Ends ends;

    /** Through which PoP the cloud answers a router's LAN. */
    private final Map<String, PopSide> answers = new HashMap<>();

    Delivery(LabNetwork network, Ends ends) {
        this.network = network;
        this.ends = ends;
    }

    /** Of the pairs that meet at all, what the router's routes, filters and NAT entries let pass. */
    void follow(List<CatoPeer> tunnels, Map<String, Pair> pairs) throws IOException {
        for (CatoPeer tunnel : tunnels) {
            PopSide pop = ends.pop(tunnel);
            if (pop == null) {
                continue;
            }
            Pair pair = pairs.get(tunnel.key());
            for (var entry : ends.gateways().entrySet()) {
                GatewaySide side = entry.getValue();
                boolean meets = pair != null && pair.gateway().id().equals(entry.getKey());
                boolean plugged = meets && side.isPlugged() && pop.isPlugged();
                network.deliver(side.end, pop.end, plugged && passes(pair, pop, true));
                network.deliver(pop.end, side.end, plugged && passes(pair, pop, false));
                if (meets) {
                    answer(side.router(), pop);
                }
            }
        }
    }

    private static boolean passes(@org.jspecify.annotations.Nullable Pair pair, PopSide pop, boolean outbound) {
        return pair != null && pair.gateway().passes(pop.end.address(), outbound);
    }

    /** Cato answers where a site's packets come from. */
    private void answer(String router, PopSide pop) throws IOException {
        boolean arrived = pop.takeArrived() > 0;
        PopSide now = answers.get(router);
        RouterSite site = ends.site(router);
        boolean better = arrived || now == null || (!now.up() && pop.up());
        if (site == null || now == pop || !better) {
            return;
        }
        for (String lan : site.lans()) {
            network.fromCloud(lan, pop.end);
            answers.put(router, pop);
        }
    }
}
