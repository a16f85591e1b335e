package dev.ipsecsites.cato;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ipsecsites.cato.CmaException.Kind;
import dev.ipsecsites.cato.CmaTunnels.RoleTunnels;
import dev.ipsecsites.cato.CmaTunnels.Tunnel;
import dev.ipsecsites.cato.CmaTunnels.TunnelIds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tunnel ids in the answers of the tunnel mutations. */
final class TunnelAnswer {
    private TunnelAnswer() {}

    /** Where Cato leaves an id out it is the position's: the first primary tunnel is PRIMARY1 (cato-api.md §2.3). */
    static TunnelIds read(JsonNode answer, @Nullable RoleTunnels primary, @Nullable RoleTunnels secondary) {
        Map<String, String> localIds = new LinkedHashMap<>();
        return new TunnelIds(
                ids(answer.path("primary"), "PRIMARY", primary, localIds),
                ids(answer.path("secondary"), "SECONDARY", secondary, localIds),
                localIds);
    }

    private static List<String> ids(
            JsonNode role, String prefix, @Nullable RoleTunnels sent, Map<String, String> localIds) {
        List<String> ids = new ArrayList<>();
        List<Tunnel> tunnels = sent == null ? List.of() : sent.tunnels();
        for (int i = 0; i < tunnels.size(); i++) {
            JsonNode node = role.path("tunnels").path(i);
            String id = Answer.textOrEmpty(node, "tunnelId").toUpperCase(Locale.ROOT);
            if (id.isEmpty()) {
                String own = tunnels.get(i).id();
                id = own == null ? prefix + (i + 1) : own;
            }
            ids.add(id);
            String localId = Answer.text(node, "localId");
            if (localId != null) {
                localIds.put(id, localId);
            }
        }
        return List.copyOf(ids);
    }

    /** An empty id would be a request that Cato refuses with a riddle (cato-api.md §1.5, second row). */
    static void requireIds(@Nullable RoleTunnels primary, @Nullable RoleTunnels secondary) throws CmaException {
        for (RoleTunnels role : new RoleTunnels[] {primary, secondary}) {
            if (role != null && role.tunnels().stream().anyMatch(tunnel -> tunnel.id() == null)) {
                String operation = CmaOperation.UPDATE_TUNNELS.field();
                throw new CmaException(
                        Kind.INVALID, operation, operation + ": not sent: a tunnel has no id (PRIMARY1 …)", null, null);
            }
        }
    }
}
