package dev.ipsecsites.cato;

import static dev.ipsecsites.cato.CmaInputs.fields;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ipsecsites.cato.Cma.NetworkRange;
import dev.ipsecsites.cato.CmaException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Networks behind a site: routing in Cato's cloud, not traffic selectors (cato-api.md §2.7). */
final class RangeCalls {
    private static final String NATIVE = "Native Range";

    private final CmaClient cma;
    private final Rollout rollout;

    RangeCalls(CmaClient cma, Rollout rollout) {
        this.cma = cma;
        this.rollout = rollout;
    }

    List<NetworkRange> list(String siteId) throws CmaException {
        if (rollout.has(CmaOperation.NETWORK_RANGE_LIST)) {
            try {
                JsonNode answer = cma.call(
                        CmaOperation.NETWORK_RANGE_LIST,
                        fields("input", fields("site", fields("by", "ID", "input", siteId))));
                return Answer.list(answer, "items").stream()
                        .map(RangeCalls::item)
                        .toList();
            } catch (CmaException e) {
                if (!e.lacksOperation()) {
                    throw e;
                }
                rollout.lacks(CmaOperation.NETWORK_RANGE_LIST);
            }
        }
        return cma.lookup("siteRange", parent(siteId)).stream()
                .map(RangeCalls::row)
                .toList();
    }

    private static NetworkRange item(JsonNode node) {
        String name = Answer.textOrEmpty(node, "name");
        return new NetworkRange(
                Answer.textOrEmpty(node, "networkRangeId"),
                name,
                Answer.textOrEmpty(node, "subnet"),
                Answer.textOrEmpty(node, "rangeType").equals("Native"),
                Answer.text(node, "gateway"));
    }

    /** {@code Site \ Interface \ Range}; a site's own name may hold the separator, so the range's is what follows the last. */
    private static NetworkRange row(JsonNode row) {
        String full = Answer.textOrEmpty(row, "entity", "name");
        int separator = full.lastIndexOf(" \\ ");
        String name = separator < 0 ? full : full.substring(separator + 3);
        return new NetworkRange(
                Answer.textOrEmpty(row, "entity", "id"),
                name,
                Answer.textOrEmpty(row, "helperFields", "subnet"),
                name.equals(NATIVE),
                null);
    }

    String add(String siteId, String name, String subnet, @Nullable String gateway) throws CmaException {
        Map<String, Object> variables = fields(
                "interfaceId", interfaceOf(siteId),
                "input", CmaInputs.newRange(name, subnet, gateway));
        return CmaClient.required(
                CmaOperation.ADD_NETWORK_RANGE, cma.call(CmaOperation.ADD_NETWORK_RANGE, variables), "networkRangeId");
    }

    void update(String rangeId, @Nullable String name, String subnet, @Nullable String gateway) throws CmaException {
        cma.call(
                CmaOperation.UPDATE_NETWORK_RANGE,
                fields("rangeId", rangeId, "input", fields("name", name, "subnet", subnet, "gateway", gateway)));
    }

    /** Cato's words for a range that is gone are known (cato-api.md §1.5). */
    void remove(String rangeId) throws CmaException {
        try {
            cma.call(CmaOperation.REMOVE_NETWORK_RANGE, fields("rangeId", rangeId));
        } catch (CmaException e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    private String interfaceOf(String siteId) throws CmaException {
        List<JsonNode> rows = new ArrayList<>(cma.lookup("networkInterface", parent(siteId)));
        rows.removeIf(row -> Answer.textOrEmpty(row, "entity", "id").isEmpty());
        if (rows.isEmpty()) {
            throw new CmaException(
                    Kind.NOT_FOUND,
                    CmaOperation.ENTITY_LOOKUP.field(),
                    "entityLookup: site " + siteId + " shows no network interface yet, a range needs one",
                    null,
                    null);
        }
        JsonNode chosen = rows.stream()
                .filter(row -> Answer.flag(row, "helperFields", "isDefault"))
                .findFirst()
                .orElse(rows.getFirst());
        return Answer.textOrEmpty(chosen, "entity", "id");
    }

    private static Map<String, Object> parent(String siteId) {
        return fields("parent", fields("id", siteId, "type", "site"));
    }
}
