package dev.ipsecsites.cato;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ipsecsites.cato.AccountSnapshot.RoleState;
import dev.ipsecsites.cato.AccountSnapshot.SiteState;
import dev.ipsecsites.cato.AccountSnapshot.TunnelState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code accountSnapshot} as values. How IPsec sites lay out devices and interfaces isn't known for sure (cato-api.md §7.12). */
final class SnapshotReader {
    private SnapshotReader() {}

    static AccountSnapshot read(JsonNode snapshot, Instant at) {
        Map<String, SiteState> sites = new LinkedHashMap<>();
        for (JsonNode node : Answer.list(snapshot, "sites")) {
            String id = Answer.textOrEmpty(node, "id");
            if (!id.isEmpty()) {
                sites.put(id, site(id, node));
            }
        }
        return new AccountSnapshot(at, Map.copyOf(sites));
    }

    private static SiteState site(String id, JsonNode node) {
        List<RoleState> roles = Answer.list(node, "info", "ipsec").stream()
                .map(SnapshotReader::role)
                .toList();
        List<TunnelState> tunnels = new ArrayList<>();
        for (JsonNode device : Answer.list(node, "devices")) {
            for (JsonNode tunnel : Answer.list(device, "interfaces")) {
                String tunnelId = tunnelId(tunnel, "id");
                if (!tunnelId.isEmpty() && tunnels.stream().noneMatch(t -> t.id().equals(tunnelId))) {
                    tunnels.add(tunnel(tunnelId, tunnel));
                }
            }
        }
        return new SiteState(
                id,
                Answer.text(node, "info", "name"),
                Answer.text(node, "connectivityStatus"),
                Answer.text(node, "operationalStatus"),
                Answer.text(node, "popName"),
                Answer.flag(node, "degradedStatus", "isDegraded"),
                roles,
                List.copyOf(tunnels));
    }

    private static RoleState role(JsonNode node) {
        return new RoleState(
                Answer.flag(node, "isPrimary"),
                Answer.text(node, "catoIP"),
                Answer.text(node, "remoteIP"),
                Answer.integer(node, "ikeVersion"),
                Answer.list(node, "tunnelConfig").stream()
                        .map(tunnel -> tunnelId(tunnel, "tunnelId"))
                        .filter(id -> !id.isEmpty())
                        .toList(),
                localIds(node));
    }

    private static Map<String, String> localIds(JsonNode role) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (JsonNode tunnel : Answer.list(role, "tunnelConfig")) {
            String localId = Answer.text(tunnel, "localId");
            if (localId != null && !localId.isBlank()) {
                ids.put(tunnelId(tunnel, "tunnelId"), localId);
            }
        }
        return Map.copyOf(ids);
    }

    private static TunnelState tunnel(String id, JsonNode node) {
        return new TunnelState(
                id,
                Answer.flagOrNull(node, "connected"),
                Answer.text(node, "popName"),
                Answer.text(node, "tunnelRemoteIP"),
                Answer.number(node, "tunnelUptime"),
                Answer.text(node, "tunnelConnectionReason"));
    }

    /** {@code Primary1} in the snapshot is {@code PRIMARY1} in the mutations. */
    private static String tunnelId(JsonNode node, String field) {
        return Answer.textOrEmpty(node, field).strip().toUpperCase(Locale.ROOT);
    }
}
