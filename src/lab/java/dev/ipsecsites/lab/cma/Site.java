package dev.ipsecsites.lab.cma;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One IKEv2 site; guarded by {@link Cloud}'s lock. */
final class Site {
    static final String INTERFACE_NAME = "LAN";

    final String id;
    final String accountId;
    final String interfaceId;
    final Instant created;
    /** Until then list queries don't show it (cato-api.md §2.9). */
    final Instant visibleFrom;

    String name;
    String description;
    String type;
    Location location;
    Instant modified;
    String operationalStatus = "new";
    final Map<String, NetworkRange> ranges = new LinkedHashMap<>();
    final Map<String, BgpPeer> bgpPeers = new LinkedHashMap<>();
    final Map<String, Object> otherDetails = new LinkedHashMap<>();
    Ipsec ipsec = new Ipsec("RESPONDER_ONLY", "IPV4", Message.ALL_AUTOMATIC, Message.ALL_AUTOMATIC, List.of());

    @Nullable
    String localId;

    final Map<Role, Destination> destinations = new EnumMap<>(Role.class);
    final Map<String, Tunnel> tunnels = new TreeMap<>();

    /** Settings of {@code updateIpsecIkeV2SiteGeneralDetails}. */
    record Ipsec(
            String connectionMode, String identificationType, Message init, Message auth, List<String> networkRanges) {
        boolean bidirectional() {
            return connectionMode.equals("BIDIRECTIONAL");
        }

        boolean generatesIds() {
            return !identificationType.equals("IPV4");
        }
    }

    /** Cato's side of a role. {@code type} is {@code IPv4} or {@code FQDN}. */
    record Destination(
            String type,
            @Nullable String addressId,
            @Nullable String popId,
            @Nullable String fqdn) {}

    Site(
            String id,
            String accountId,
            String interfaceId,
            Instant created,
            Instant visibleFrom,
            String name,
            String description,
            String type,
            Location location) {
        this.id = id;
        this.accountId = accountId;
        this.interfaceId = interfaceId;
        this.created = created;
        this.visibleFrom = visibleFrom;
        this.name = name;
        this.description = description;
        this.type = type;
        this.location = location;
        this.modified = created;
    }

    boolean connected() {
        return tunnels.values().stream().anyMatch(tunnel -> tunnel.connected);
    }

    List<Tunnel> tunnels(Role role) {
        return tunnels.values().stream().filter(tunnel -> tunnel.role() == role).toList();
    }

    Tunnel tunnel(String tunnelId) {
        return Optional.ofNullable(tunnels.get(tunnelId)).orElseThrow(() -> Refusal.notFound("Tunnel", tunnelId));
    }

    NetworkRange nativeRange() {
        return ranges.values().stream()
                .filter(NetworkRange::isNative)
                .findFirst()
                .orElseThrow();
    }

    /** Separator is space, backslash, space; Cato's provider splits there (cato-api.md §2.7). */
    String rangeEntityName(NetworkRange range) {
        return name + " \\ " + INTERFACE_NAME + " \\ " + range.name();
    }
}
