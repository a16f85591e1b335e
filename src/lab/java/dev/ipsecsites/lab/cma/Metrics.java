package dev.ipsecsites.lab.cma;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** {@code accountMetrics} (cato-api.md §4.6): octets and packets as the wire counted them; loss, rtt and jitter stay null. */
final class Metrics {
    private final Cloud cloud;
    private final SnapshotView snapshot;

    Metrics(Cloud cloud, SnapshotView snapshot) {
        this.cloud = cloud;
        this.snapshot = snapshot;
    }

    void queries(BiConsumer<String, Operation> register) {
        register.accept("accountMetrics", (account, caller, arguments) -> {
            TimeFrame frame = TimeFrame.parse(arguments.text("timeFrame"), cloud.now())
                    .orElseThrow(() -> new Refusal("timeFrame is not valid"));
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("id", account.id);
            view.put("from", frame.from().toString());
            view.put("to", frame.to().toString());
            view.put("granularity", (int)
                    Duration.between(frame.from(), frame.to()).toSeconds());
            view.put("groupDevices", Boolean.TRUE.equals(arguments.get("groupDevices")));
            return view;
        });
    }

    List<Map<String, Object>> sites(Account account, List<String> wanted, boolean groupDevices) {
        List<Site> sites = account.sites.values().stream()
                .filter(site -> wanted.isEmpty() || wanted.contains(site.id))
                .toList();
        if (sites.size() > 1 && !groupDevices) {
            throw new Refusal("cannot separate devices (groupDevices = false) when multiple sites are selected");
        }
        return sites.stream().map(site -> site(account, site)).toList();
    }

    private Map<String, Object> site(Account account, Site site) {
        return Map.of(
                "id", site.id,
                "name", site.name,
                "info", snapshot.info(account, site),
                "metrics", metrics(site.tunnels.values().stream().toList()),
                "interfaces",
                        site.tunnels.values().stream()
                                .map(tunnel -> tunnel(account, site, tunnel))
                                .toList());
    }

    private static Map<String, Object> tunnel(Account account, Site site, Tunnel tunnel) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", tunnel.displayName());
        view.put("remoteIP", tunnel.remoteAddress);
        view.put("interfaceInfo", SnapshotView.interfaceInfo(tunnel));
        view.put("ipsecInfo", SnapshotView.ipsec(account, site, tunnel.role()));
        view.put("metrics", metrics(List.of(tunnel)));
        return view;
    }

    private static Map<String, Object> metrics(List<Tunnel> tunnels) {
        double up = tunnels.stream().mapToLong(tunnel -> tunnel.receivedOctets).sum();
        double down = tunnels.stream().mapToLong(tunnel -> tunnel.sentOctets).sum();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("bytesUpstream", up);
        view.put("bytesDownstream", down);
        view.put("bytesTotal", up + down);
        view.put("packetsUpstream", (double)
                tunnels.stream().mapToLong(tunnel -> tunnel.receivedPackets).sum());
        view.put("packetsDownstream", (double)
                tunnels.stream().mapToLong(tunnel -> tunnel.sentPackets).sum());
        return view;
    }
}
