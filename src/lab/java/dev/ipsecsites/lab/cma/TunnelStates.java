package dev.ipsecsites.lab.cma;

import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to a tunnel's state, with the events and timeline records that come of it; called under {@link Cloud}'s lock. */
final class TunnelStates {
    private static final String CLOSE_REASON = "IKEV2_CONN_CLOSE_REASON__";

    private final Cloud cloud;
    /** Tunnels that Cato itself tore down and that have to be negotiated anew; {@code siteId/tunnelId}. */
    private final Set<String> restarts = new HashSet<>();

    TunnelStates(Cloud cloud) {
        this.cloud = cloud;
    }

    static String key(Site site, Tunnel tunnel) {
        return site.id + "/" + tunnel.id;
    }

    Set<String> takeRestarts() {
        Set<String> taken = Set.copyOf(restarts);
        restarts.clear();
        return taken;
    }

    void connected(Account account, Site site, Tunnel tunnel, String remoteAddress, SecurityAssociations associations) {
        boolean before = tunnel.connected;
        Instant now = cloud.now();
        tunnel.connected = true;
        tunnel.remoteAddress = remoteAddress;
        tunnel.associations = associations;
        tunnel.closeReason = null;
        if (before) {
            return;
        }
        String kind = tunnel.lastConnected == null ? "Connected" : "Reconnected";
        tunnel.connectedSince = now;
        tunnel.lastConnected = now;
        if (site.operationalStatus.equals("new")) {
            site.operationalStatus = "active";
        }
        event(account, site, tunnel, kind, "IPsec tunnel " + tunnel.interfaceId() + " is connected");
    }

    /** {@code reason} without its prefix, such as {@code TIMEOUT}. */
    void disconnected(Account account, Site site, Tunnel tunnel, @Nullable String reason) {
        if (!tunnel.connected) {
            return;
        }
        String cause = CLOSE_REASON + (reason == null ? "UNKNOWN" : reason);
        tunnel.timeline.add(cloud.now(), "Connection closed, reason: " + cause, true);
        tunnel.timeline.closed();
        tunnel.connected = false;
        tunnel.lastConnected = cloud.now();
        tunnel.connectedSince = null;
        tunnel.closeReason = cause;
        tunnel.associations = null;
        tunnel.previousPop =
                cloud.popOf(account, site, tunnel.role()).map(PopLocation::name).orElse(null);
        event(
                account,
                site,
                tunnel,
                "Disconnected",
                "IPsec tunnel " + tunnel.interfaceId() + " is disconnected: " + cause);
    }

    /** A change is effective at once and rebuilds the tunnel (cato-api.md §4.7). */
    void configurationChanged(Account account, Site site, Tunnel tunnel) {
        restart(account, site, tunnel, "CONFIG_CHANGED");
    }

    /** The console's "Reset Tunnel"; not in the API, so only the control interface has it. */
    void restart(Account account, Site site, Tunnel tunnel, String reason) {
        disconnected(account, site, tunnel, reason);
        restarts.add(key(site, tunnel));
    }

    private void event(Account account, Site site, Tunnel tunnel, String subType, String message) {
        Instant now = cloud.now();
        Map<String, Object> fields = new LinkedHashMap<>();
        String eventId = UUID.nameUUIDFromBytes(
                        (account.id + "#" + account.events.size()).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        fields.put("account_id", account.id);
        fields.put("event_count", "1");
        fields.put("event_id", eventId);
        fields.put("event_message", message);
        fields.put("event_sub_type", subType);
        fields.put("event_type", "Connectivity");
        fields.put("internalId", eventId);
        fields.put("link_type", "IPsec");
        fields.put(
                "pop_name",
                cloud.popOf(account, site, tunnel.role()).map(PopLocation::name).orElse(""));
        fields.put("socket_interface", tunnel.displayName());
        fields.put("socket_interface_id", tunnel.interfaceId());
        fields.put("src_is_site_or_vpn", "Site");
        fields.put("src_isp_ip", tunnel.remoteAddress == null ? "" : tunnel.remoteAddress);
        fields.put("src_site_id", site.id);
        fields.put("src_site_name", site.name);
        fields.put("time", Long.toString(now.toEpochMilli()));
        fields.put("time_str", now.toString());
        fields.put("tunnel_ip_protocol", "IPv4");
        fields.put("tunnel_protocol", "IPSEC");
        account.event(now, fields);
    }
}
