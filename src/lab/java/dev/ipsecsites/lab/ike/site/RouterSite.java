package dev.ipsecsites.lab.ike.site;

import dev.ipsecsites.lab.ike.site.KernelRoutes.Link;
import dev.ipsecsites.lab.ike.site.KernelRoutes.Translation;
import dev.ipsecsites.lab.ike.site.LabNetwork.TunnelInterface;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A router's namespace, kept in step with its running configuration: interfaces and routes. */
final class RouterSite {
    private static final Logger LOG = LoggerFactory.getLogger(RouterSite.class);

    private final LabNetwork network;
    private final String router;
    private final Map<String, Link> links = new HashMap<>();
    private final Map<Integer, TunnelInterface> tunnels = new TreeMap<>();
    private String address = "";
    private Translation routes = new Translation(List.of(), List.of());

    RouterSite(LabNetwork network, String router) throws IOException {
        this.network = network;
        this.router = router;
        network.addRouter(router);
    }

    /** Interfaces that appeared in the text, the provider's address as it is now, and the routes. */
    synchronized void follow(RouterText text, String assigned) throws IOException {
        Optional<String> wan = text.wan(assigned);
        for (var lan : text.lans().entrySet()) {
            if (!links.containsKey(lan.getKey()) && !wan.equals(Optional.of(lan.getKey()))) {
                links.put(lan.getKey(), network.addLan(router, lan.getKey(), lan.getValue()));
            }
        }
        if (wan.isPresent() && !(links.containsKey(wan.get()) && address.equals(assigned))) {
            Optional<String> connected =
                    Optional.ofNullable(text.lans().get(wan.get())).map(Ipv4::network);
            Link link = links.get(wan.get());
            links.put(
                    wan.get(),
                    link == null
                            ? network.addWan(router, wan.get(), assigned, connected)
                            : network.readdressWan(router, link, address, assigned, connected));
            address = assigned;
        }
        Translation now = KernelRoutes.of(text.routes(), links);
        if (!now.equals(routes)) {
            network.routes(router, now.routes());
            routes = now;
            if (!now.left().isEmpty()) {
                LOG.info("routes of {} that its namespace does not have: {}", router, now.left());
            }
        }
    }

    /** Networks behind the router that the cloud sends packets to. */
    synchronized List<String> lans() {
        List<String> lans = new ArrayList<>();
        links.values().stream()
                .filter(link -> link.via().isEmpty())
                .forEach(link -> link.network().ifPresent(lans::add));
        return lans;
    }

    synchronized TunnelInterface addTunnel(int tunnel, int mtu, String address, String outside) throws IOException {
        TunnelInterface added = network.addTunnel(router, tunnel, mtu, address, outside);
        tunnels.put(tunnel, added);
        links.put(added.link().device(), added.link());
        return added;
    }

    /** The interface goes with its daemon's namespace. */
    synchronized void removeTunnel(int tunnel) throws IOException {
        TunnelInterface removed = tunnels.remove(tunnel);
        if (removed != null) {
            links.remove(removed.link().device());
            network.remove(removed.end());
        }
    }
}
