package dev.ipsecsites.cato;

import static dev.ipsecsites.cato.CmaInputs.fields;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ipsecsites.cato.Cma.AddressQuota;
import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.Cma.PopLocation;
import dev.ipsecsites.cato.CmaException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PoPs and the addresses that an account holds there, by the newer operations where the account has them (cato-api.md §3). */
final class AddressCalls {
    private final CmaClient client;
    private final Rollout rollout;

    AddressCalls(CmaClient client, Rollout rollout) {
        this.client = client;
        this.rollout = rollout;
    }

    List<PopLocation> popLocations() throws CmaException {
        List<PopLocation> found = new ArrayList<>();
        for (JsonNode node : Answer.list(client.call(CmaOperation.POP_LOCATION_LIST, fields()), "items")) {
            String id = Answer.textOrEmpty(node, "id");
            String name = Answer.textOrEmpty(node, "name");
            String country = Answer.text(node, "country", "name");
            if (!id.isEmpty() && !name.isEmpty()) {
                found.add(new PopLocation(
                        id,
                        name,
                        Answer.text(node, "displayName"),
                        country == null ? Answer.text(node, "country", "id") : country));
            }
        }
        return found;
    }

    /** Ids from {@code entityLookup}, the safe source; descriptions from the newer list (cato-api.md §3.1). */
    List<AllocatedAddress> list() throws CmaException {
        List<JsonNode> rows = client.lookup("allocatedIP", fields());
        Map<String, String> descriptions = new LinkedHashMap<>();
        if (!rows.isEmpty()) {
            for (JsonNode node : allocatedIpList()) {
                descriptions.put(Answer.textOrEmpty(node, "ip"), Answer.textOrEmpty(node, "description"));
            }
        }
        List<AllocatedAddress> found = new ArrayList<>();
        for (JsonNode row : rows) {
            String id = Answer.textOrEmpty(row, "entity", "id");
            String address = Answer.textOrEmpty(row, "helperFields", "allocatedIp");
            if (!id.isEmpty() && !address.isEmpty()) {
                found.add(new AllocatedAddress(
                        id,
                        address,
                        Answer.textOrEmpty(row, "helperFields", "popLocation"),
                        descriptions.get(address)));
            }
        }
        return found;
    }

    private List<JsonNode> allocatedIpList() throws CmaException {
        try {
            return Answer.list(client.call(CmaOperation.ALLOCATED_IP_LIST, fields()), "allocatedIp");
        } catch (CmaException e) {
            if (e.lacksOperation()) {
                return List.of();
            }
            throw e;
        }
    }

    AllocatedAddress allocate(String popLocationId, String description) throws CmaException {
        Map<String, Object> input = CmaInputs.newAddress(popLocationId, description);
        JsonNode address = newerOrOlder(CmaOperation.ADD_ALLOCATED_IP, CmaOperation.ALLOCATE_IP, fields("input", input))
                .path("allocatedIp");
        return new AllocatedAddress(
                CmaClient.required(CmaOperation.ADD_ALLOCATED_IP, address, "id"),
                CmaClient.required(CmaOperation.ADD_ALLOCATED_IP, address, "ip"),
                Answer.textOrEmpty(address, "popLocation", "name"),
                Answer.text(address, "description"));
    }

    void release(String address) throws CmaException {
        try {
            newerOrOlder(
                    CmaOperation.REMOVE_ALLOCATED_IP,
                    CmaOperation.RELEASE_IP,
                    fields("input", fields("type", "SYSTEM", "ip", address)));
        } catch (CmaException e) {
            if (!CmaClient.refused(e)
                    || list().stream().anyMatch(held -> held.address().equals(address))) {
                throw e;
            }
        }
    }

    /** An account whose licence or key doesn't show the number is no error (cato-api.md §7.16). */
    Optional<AddressQuota> quota() throws CmaException {
        JsonNode licence;
        try {
            licence = client.call(CmaOperation.LICENSING_INFO, fields());
        } catch (CmaException e) {
            if (e.kind() == Kind.PERMISSION || CmaClient.refused(e)) {
                return Optional.empty();
            }
            throw e;
        }
        JsonNode addresses = Answer.at(licence, "globalLicenseAllocations", "publicIps");
        Integer total = Answer.integer(addresses, "total");
        Integer allocated = Answer.integer(addresses, "allocated");
        return total == null
                ? Optional.empty()
                : Optional.of(new AddressQuota(total, allocated == null ? 0 : allocated));
    }

    /** The newer of two operations that do the same, where the account has it. */
    private JsonNode newerOrOlder(CmaOperation newer, CmaOperation older, Map<String, Object> variables)
            throws CmaException {
        if (rollout.has(newer)) {
            try {
                return client.call(newer, variables);
            } catch (CmaException e) {
                if (!e.lacksOperation()) {
                    throw e;
                }
                rollout.lacks(newer);
            }
        }
        try {
            return client.call(older, variables);
        } catch (CmaException e) {
            if (e.lacksOperation()) {
                rollout.forget(newer);
            }
            throw e;
        }
    }
}
