package dev.ipsecsites.lab.cma;

import java.util.LinkedHashMap;
import java.util.Map;

/** What exists, for the control interface: more than Cato's API tells, but never a key. */
final class StateView {
    private StateView() {}

    static Map<String, Object> of(Cloud cloud) {
        return Map.of(
                "pops",
                        cloud.pops().stream()
                                .map(pop -> Map.of(
                                        "id", pop.id(),
                                        "name", pop.name(),
                                        "up", cloud.popUp(pop.id()),
                                        "pool", pop.pool()))
                                .toList(),
                "accounts",
                        cloud.accounts().stream()
                                .map(account -> account(cloud, account))
                                .toList());
    }

    private static Map<String, Object> account(Cloud cloud, Account account) {
        return Map.of(
                "id",
                account.id,
                "addressQuota",
                account.addressQuota,
                "addresses",
                account.addresses.values().stream()
                        .map(address -> Map.of(
                                "id", address.id(),
                                "ip", address.ip(),
                                "pop", address.pop().name(),
                                "description", address.description()))
                        .toList(),
                "sites",
                account.sites.values().stream()
                        .map(site -> site(cloud, account, site))
                        .toList());
    }

    private static Map<String, Object> site(Cloud cloud, Account account, Site site) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", site.id);
        view.put("name", site.name);
        view.put("description", site.description);
        view.put("type", site.type);
        view.put("nativeRange", site.nativeRange().subnet());
        view.put("operationalStatus", site.operationalStatus);
        view.put("connected", site.connected());
        view.put("connectionMode", site.ipsec.connectionMode());
        view.put("identificationType", site.ipsec.identificationType());
        view.put("initMessage", site.ipsec.init().toString());
        view.put("authMessage", site.ipsec.auth().toString());
        view.put(
                "tunnels",
                site.tunnels.values().stream()
                        .map(tunnel -> tunnel(cloud, account, site, tunnel))
                        .toList());
        return view;
    }

    private static Map<String, Object> tunnel(Cloud cloud, Account account, Site site, Tunnel tunnel) {
        Site.Destination destination = site.destinations.get(tunnel.role());
        AllocatedAddress address = destination == null ? null : cloud.address(account, destination);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("key", TunnelStates.key(site, tunnel));
        view.put("connected", tunnel.connected);
        view.put("closeReason", tunnel.closeReason);
        view.put("catoAddress", address == null ? null : address.ip());
        view.put(
                "pop",
                cloud.popOf(account, site, tunnel.role()).map(PopLocation::name).orElse(null));
        view.put("siteAddress", tunnel.settings.publicSiteIp());
        view.put("bandwidth", tunnel.settings.bandwidth());
        view.put("securityAssociations", tunnel.associations == null ? null : tunnel.associations.toString());
        view.put(
                "timeline",
                tunnel.timeline.entries().stream().map(Timeline.Entry::message).toList());
        return view;
    }
}
