package dev.ipsecsites.lab.cma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Speaks to the simulator as curl would: nothing of the operator's client is in it. */
public final class CmaCaller implements AutoCloseable {
    public static final String ACCOUNT = "12345";
    static final String EDIT_KEY = "edit-key";
    static final String VIEW_KEY = "view-key";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI endpoint;
    private String key = EDIT_KEY;

    public CmaCaller(URI endpoint) {
        this.endpoint = endpoint;
    }

    public static CmaSimulatorBuilder simulator() {
        return CmaSimulator.builder()
                .account(ACCOUNT)
                .editKey(ACCOUNT, EDIT_KEY)
                .viewKey(ACCOUNT, VIEW_KEY)
                .visibilityDelay(Duration.ZERO)
                .rateLimitFactor(0);
    }

    CmaCaller with(String otherKey) {
        CmaCaller other = new CmaCaller(endpoint);
        other.key = otherKey;
        return other;
    }

    /** The whole answer. */
    JsonNode call(String query, Map<String, ?> variables) {
        HttpResponse<String> response = send(query, variables, null);
        return parse(response.body());
    }

    JsonNode parse(String body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> send(String query, Map<String, ?> variables, @Nullable String operationName) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("query", query);
        body.put("variables", variables);
        if (operationName != null) {
            body.put("operationName", operationName);
        }
        try {
            return post(json.writeValueAsString(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> post(String body) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(endpoint)
                            .header("Content-Type", "application/json")
                            .header("x-api-key", key)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** {@code data} of an answer without errors. */
    public JsonNode data(String query, Map<String, ?> variables) {
        JsonNode answer = call(query, variables);
        if (answer.has("errors")) {
            throw new AssertionError(answer.get("errors").toString());
        }
        return answer.get("data");
    }

    String error(String query, Map<String, ?> variables) {
        return call(query, variables).at("/errors/0/message").asText();
    }

    public String addSite(String name, String range) {
        return data(ADD_SITE, Map.of("a", ACCOUNT, "in", site(name, range)))
                .at("/site/addIpsecIkeV2Site/siteId")
                .asText();
    }

    static final String ADD_SITE = """
        mutation addSite($a: ID!, $in: AddIpsecIkeV2SiteInput!) {
          site(accountId: $a) { addIpsecIkeV2Site(input: $in) { siteId } } }
        """;

    public static final String DETAILS = """
        mutation details($a: ID!, $s: ID!, $in: UpdateIpsecIkeV2SiteGeneralDetailsInput!) {
          site(accountId: $a) { updateIpsecIkeV2SiteGeneralDetails(siteId: $s, input: $in) { siteId localId } } }
        """;

    static final String ADD_TUNNELS = """
        mutation tunnels($a: ID!, $s: ID!, $in: AddIpsecIkeV2SiteTunnelsInput!) {
          site(accountId: $a) { addIpsecIkeV2SiteTunnels(siteId: $s, input: $in) { siteId
            primary { fqdn tunnels { tunnelId localId } } secondary { fqdn tunnels { tunnelId localId } } } } }
        """;

    static final String UPDATE_TUNNELS = """
        mutation tunnels($a: ID!, $s: ID!, $in: UpdateIpsecIkeV2SiteTunnelsInput!) {
          site(accountId: $a) { updateIpsecIkeV2SiteTunnels(siteId: $s, input: $in) { siteId
            primary { fqdn tunnels { tunnelId localId } } secondary { fqdn tunnels { tunnelId localId } } } } }
        """;

    static final String ALLOCATE = """
        mutation ($a: ID!, $in: PopLocationAddAllocatedIpInput!) {
          popLocationMutations(accountId: $a) { addAllocatedIp(input: $in) {
            allocatedIp { id ip popLocation { id name } allocationType state } } } }
        """;

    public static final String LOOKUP = """
        query look($a: ID!, $t: EntityType!, $p: EntityInput, $ids: [ID!], $limit: Int, $search: String,
                   $filters: [LookupFilterInput]) {
          entityLookup(accountID: $a, type: $t, parent: $p, entityIDs: $ids, limit: $limit, search: $search,
                       filters: $filters) {
            items { entity { id name type } description helperFields } total } }
        """;

    static Map<String, Object> site(String name, String range) {
        return Map.of(
                "name",
                name,
                "nativeNetworkRange",
                range,
                "siteType",
                "BRANCH",
                "description",
                "test",
                "siteLocation",
                Map.of("countryCode", "JP", "timezone", "Asia/Tokyo", "city", "Osaka"));
    }

    /** Id and address of a new allocated address. */
    record Allocated(String id, String ip) {}

    Allocated allocate(String pop) {
        data(
                ALLOCATE,
                Map.of(
                        "a",
                        ACCOUNT,
                        "in",
                        Map.of("type", "SYSTEM", "popLocation", Map.of("by", "NAME", "input", pop))));
        JsonNode items = data(LOOKUP, Map.of("a", ACCOUNT, "t", "allocatedIP", "limit", 0))
                .at("/entityLookup/items");
        JsonNode last = items.get(items.size() - 1);
        return new Allocated(
                last.at("/entity/id").asText(),
                last.at("/helperFields/allocatedIp").asText());
    }

    public static Map<String, Object> tunnel(String publicIp, String psk) {
        return Map.of("publicSiteIp", publicIp, "psk", psk);
    }

    public JsonNode addTunnels(String siteId, Map<String, ?> input) {
        return data(ADD_TUNNELS, Map.of("a", ACCOUNT, "s", siteId, "in", input)).at("/site/addIpsecIkeV2SiteTunnels");
    }

    @Override
    public void close() {
        http.close();
    }
}
