package dev.ipsecsites.lab.cma;

import static dev.ipsecsites.lab.cma.CmaCaller.ACCOUNT;
import static dev.ipsecsites.lab.cma.CmaCaller.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ipsecsites.lab.wire.CatoEnd;
import dev.ipsecsites.lab.wire.PreSharedKey;
import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operations do (cato-api.md §6.12–24). */
class BehaviourTest {
    private static final String PSK = "Abcdefgh12345678";

    private final SettableClock clock = new SettableClock();
    private CmaSimulator simulator;
    private CmaCaller cma;

    @BeforeEach
    void start() throws IOException {
        simulator = CmaCaller.simulator().clock(clock).build().start();
        cma = new CmaCaller(simulator.endpoint());
    }

    @AfterEach
    void stop() {
        cma.close();
        simulator.close();
    }

    private static Map<String, Object> group(String addressId, List<Map<String, Object>> tunnels) {
        return Map.of("publicCatoIpId", addressId, "tunnels", tunnels);
    }

    private String refusal(String query, String site, Map<String, ?> input) {
        return cma.error(query, Map.of("a", ACCOUNT, "s", site, "in", input));
    }

    private JsonNode details(String site, Map<String, ?> input) {
        return cma.call(CmaCaller.DETAILS, Map.of("a", ACCOUNT, "s", site, "in", input));
    }

    /** A connected site with one tunnel a role. */
    private String upSite() {
        String site = cma.addSite("osaka", "192.168.100.0/24");
        String tokyo = cma.allocate("Tokyo").id();
        String london = cma.allocate("London").id();
        cma.addTunnels(
                site,
                Map.of(
                        "primary", group(tokyo, List.of(tunnel("198.51.100.20", PSK))),
                        "secondary", group(london, List.of(tunnel("198.51.100.20", PSK)))));
        return site;
    }

    private static SecurityAssociations associations() {
        return new SecurityAssociations(
                "AES_CBC_256",
                "SHA256",
                "SHA256",
                14,
                "AES_CBC_256",
                "SHA256",
                0,
                "198.51.100.20",
                "198.18.0.1",
                "a",
                "b",
                1,
                2,
                false);
    }

    @Test
    void aKeyIsNeverReadableAnywhere() throws Exception {
        upSite();
        String audit = cma.call(
                        "query { auditFeed(accountIDs: [12345], timeFrame: \"last.P1D\") { fetchedCount accounts {"
                                + " records { fieldsMap } } } }",
                        Map.of())
                .toString();
        assertThat(audit).contains("Site").doesNotContain(PSK);
        assertThat(cma.call(CmaSimulatorTest.SNAPSHOT, Map.of("a", ACCOUNT)).toString())
                .contains("osaka")
                .doesNotContain(PSK);
        assertThat(control("GET", "/state", "").body()).contains("osaka").doesNotContain(PSK);
    }

    @ParameterizedTest
    @CsvSource({"1234567", "aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbb12345"})
    void aKeyTooShortOrTooLongIsRefused(String psk) {
        String site = cma.addSite("a", "10.0.0.0/24");
        String address = cma.allocate("Tokyo").id();
        String words = refusal(
                CmaCaller.ADD_TUNNELS, site, Map.of("primary", group(address, List.of(tunnel("198.51.100.1", psk)))));
        assertThat(words).isEqualTo("PSK must have 8 to 64 characters").doesNotContain(psk);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/24, overlaps with 10.0.0.0/24",
        "10.0.0.128/25, overlaps with 10.0.0.0/24",
        "10.0.0.0/8, overlaps with 10.0.0.0/24",
        "10.1.0.1/24, is not a valid network range"
    })
    void nativeRangesMayNotOverlapInTheWholeAccount(String range, String words) {
        cma.addSite("a", "10.0.0.0/24");
        assertThat(cma.error(CmaCaller.ADD_SITE, Map.of("a", ACCOUNT, "in", CmaCaller.site("b", range))))
                .contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "XX, , Tokyo, Asia/Tokyo, Please select a country",
        "US, , Miami, America/New_York, Please select a state",
        "US, US-XX, , America/New_York, state [US-XX] does not belong to country [US]",
        "JP, , London, Asia/Tokyo, city [London] does not belong to country [JP]",
        "JP, , Tokyo, Asia/Nowhere, timezone [Asia/Nowhere] is not valid"
    })
    void aWrongLocationIsRefused(String country, String state, String city, String zone, String words) {
        Map<String, Object> location = new HashMap<>();
        location.put("countryCode", country);
        location.put("stateCode", state);
        location.put("city", city);
        location.put("timezone", zone);
        Map<String, Object> site = new HashMap<>(CmaCaller.site("a", "10.0.0.0/24"));
        site.put("siteLocation", location);
        assertThat(cma.error(CmaCaller.ADD_SITE, Map.of("a", ACCOUNT, "in", site)))
                .isEqualTo(words);
    }

    @Test
    void tunnelIdsArePositionalThreeARoleAndTheLowestFreeOneIsReused() {
        String site = cma.addSite("a", "10.0.0.0/24");
        String address = cma.allocate("Tokyo").id();
        JsonNode two = cma.addTunnels(
                site,
                Map.of("primary", group(address, List.of(tunnel("198.51.100.1", PSK), tunnel("198.51.100.2", PSK)))));
        assertThat(two.findValuesAsText("tunnelId")).containsExactly("PRIMARY1", "PRIMARY2");
        cma.data(
                "mutation ($a: ID!, $s: ID!) { site(accountId: $a) { removeIpsecIkeV2SiteTunnels(siteId: $s, input:"
                        + " {tunnelId: [PRIMARY1]}) { siteId } } }",
                Map.of("a", ACCOUNT, "s", site));
        Map<String, Object> next =
                Map.of("primary", Map.of("tunnels", List.of(tunnel("198.51.100.3", PSK), tunnel("198.51.100.4", PSK))));
        assertThat(cma.addTunnels(site, next).findValuesAsText("tunnelId")).containsExactly("PRIMARY1", "PRIMARY3");
        assertThat(refusal(CmaCaller.ADD_TUNNELS, site, next))
                .isEqualTo("No more than 3 primary tunnels are supported");
    }

    @Test
    void aTunnelNamedTwiceIsRemovedOnceAndRecorded() {
        String site = cma.addSite("a", "10.0.0.0/24");
        cma.addTunnels(
                site, Map.of("primary", group(cma.allocate("Tokyo").id(), List.of(tunnel("198.51.100.1", PSK)))));
        int recorded = recordedChanges();
        JsonNode removed = cma.data(
                "mutation ($a: ID!, $s: ID!) { site(accountId: $a) { removeIpsecIkeV2SiteTunnels(siteId: $s, input:"
                        + " {tunnelId: [PRIMARY1, PRIMARY1]}) { siteId primary { tunnels { tunnelId } } } } }",
                Map.of("a", ACCOUNT, "s", site));
        assertThat(removed.findValuesAsText("tunnelId")).containsExactly("PRIMARY1");
        assertThat(recordedChanges()).isEqualTo(recorded + 1);
    }

    private int recordedChanges() {
        return cma.data("query { auditFeed(accountIDs: [12345], timeFrame: \"last.P1D\") { fetchedCount } }", Map.of())
                .findValue("fetchedCount")
                .asInt();
    }

    @Test
    void bidirectionalNeedsAddressesAsIdentities() {
        String site = cma.addSite("a", "10.0.0.0/24");
        JsonNode refused = details(site, Map.of("connectionMode", "BIDIRECTIONAL", "identificationType", "FQDN"));
        assertThat(refused.at("/errors/0/message").asText()).contains("RESPONDER_ONLY");
        JsonNode taken = details(site, Map.of("connectionMode", "RESPONDER_ONLY", "identificationType", "FQDN"));
        assertThat(taken.findValue("localId").asText()).contains(site);
    }

    @Test
    void theNameOfAPopComesOnlyWithDestinationFqdnAndOnlyFromTheTunnelMutations() {
        String site = cma.addSite("a", "10.0.0.0/24");
        details(site, Map.of("identificationType", "KEY_ID"));
        JsonNode added = cma.addTunnels(
                site,
                Map.of(
                        "primary",
                        Map.of(
                                "destinationType",
                                "FQDN",
                                "popLocationId",
                                "1",
                                "tunnels",
                                List.of(Map.of("psk", PSK)))));
        assertThat(added.at("/primary/fqdn").asText()).contains(site);
        assertThat(added.at("/primary/tunnels/0/localId").asText()).startsWith("primary1-");
        assertThat(cma.call(CmaSimulatorTest.SNAPSHOT, Map.of("a", ACCOUNT)).toString())
                .doesNotContain(added.at("/primary/fqdn").asText());
    }

    @Test
    void aTunnelWantsTheIdOfAnAllocatedAddressNotTheAddress() {
        String site = cma.addSite("a", "10.0.0.0/24");
        String ip = cma.allocate("Tokyo").ip();
        assertThat(refusal(
                        CmaCaller.ADD_TUNNELS,
                        site,
                        Map.of("primary", group(ip, List.of(tunnel("198.51.100.1", PSK))))))
                .contains("is not an allocated IP of the account");
    }

    @Test
    void twoSitesShareAnAddressOnlyFromDifferentPublicAddresses() {
        String address = cma.allocate("Tokyo").id();
        Map<String, ?> same = Map.of("primary", group(address, List.of(tunnel("198.51.100.1", PSK))));
        cma.addTunnels(cma.addSite("a", "10.0.0.0/24"), same);
        String b = cma.addSite("b", "10.0.1.0/24");
        assertThat(refusal(CmaCaller.ADD_TUNNELS, b, same)).contains("already used");
        cma.addTunnels(b, Map.of("primary", group(address, List.of(tunnel("198.51.100.2", PSK)))));
    }

    @Test
    void allocationDefaultsToByoipAndTheQuotaIsThree() {
        Map<String, ?> tokyo = Map.of("input", "1");
        assertThat(cma.error(CmaCaller.ALLOCATE, Map.of("a", ACCOUNT, "in", Map.of("popLocation", tokyo))))
                .contains("BYOIP");
        List.of("Tokyo", "Osaka", "London").forEach(cma::allocate);
        assertThat(cma.error(
                        CmaCaller.ALLOCATE, Map.of("a", ACCOUNT, "in", Map.of("type", "SYSTEM", "popLocation", tokyo))))
                .contains("limit of 3");
        JsonNode quota = cma.data(
                "query { licensing(accountId: 12345) { licensingInfo { globalLicenseAllocations { publicIps { total"
                        + " allocated available } } } } }",
                Map.of());
        assertThat(quota.findValue("publicIps").toString()).isEqualTo("{\"total\":3,\"allocated\":3,\"available\":0}");
    }

    @Test
    void anAddressIsRemovedByAddressAndTypeAndNotWhileItIsUsed() {
        String remove =
                "mutation ($a: ID!, $in: PopLocationRemoveAllocatedIpInput!) { popLocationMutations(accountId: $a) {"
                        + " removeAllocatedIp(input: $in) { allocatedIp { ip } } } }";
        String site = cma.addSite("a", "10.0.0.0/24");
        CmaCaller.Allocated used = cma.allocate("Tokyo");
        CmaCaller.Allocated free = cma.allocate("London");
        cma.addTunnels(site, Map.of("primary", group(used.id(), List.of(tunnel("198.51.100.1", PSK)))));
        assertThat(cma.error(remove, Map.of("a", ACCOUNT, "in", Map.of("ip", used.ip(), "type", "SYSTEM"))))
                .contains("in use");
        assertThat(cma.error(remove, Map.of("a", ACCOUNT, "in", Map.of("ip", free.ip()))))
                .contains("not found");
        cma.data(remove, Map.of("a", ACCOUNT, "in", Map.of("ip", free.ip(), "type", "SYSTEM")));
        JsonNode left = cma.data(CmaCaller.LOOKUP, Map.of("a", ACCOUNT, "t", "allocatedIP"));
        assertThat(left.at("/entityLookup/total").asInt()).isEqualTo(1);
    }

    @Test
    void aNewSiteIsInvisibleForAWhileButNotItsRange() {
        simulator.change(settings -> settings.with("visibilityDelayMillis", 3000));
        String site = cma.addSite("a", "10.0.0.0/24");
        assertThat(total("site", Map.of())).isZero();
        assertThat(cma.data(CmaSimulatorTest.SNAPSHOT, Map.of("a", ACCOUNT)).at("/accountSnapshot/sites"))
                .isEmpty();
        assertThat(total("siteRange", Map.of("p", Map.of("id", site, "type", "site"))))
                .isEqualTo(1);
        clock.advance(Duration.ofSeconds(3));
        assertThat(total("site", Map.of())).isEqualTo(1);
    }

    private int total(String type, Map<String, ?> more) {
        Map<String, Object> variables = new HashMap<>(more);
        variables.put("a", ACCOUNT);
        variables.put("t", type);
        return cma.data(CmaCaller.LOOKUP, variables).at("/entityLookup/total").asInt();
    }

    @Test
    void lookUpsPageByFiftyAndGiveAllForZero() {
        for (int i = 0; i < 60; i++) {
            cma.addSite("site-" + i, "10.0." + i + ".0/24");
        }
        JsonNode page = cma.data(CmaCaller.LOOKUP, Map.of("a", ACCOUNT, "t", "site"));
        assertThat(page.at("/entityLookup/items")).hasSize(50);
        assertThat(page.at("/entityLookup/total").asInt()).isEqualTo(60);
        JsonNode all = cma.data(CmaCaller.LOOKUP, Map.of("a", ACCOUNT, "t", "site", "limit", 0));
        assertThat(all.at("/entityLookup/items")).hasSize(60);
        JsonNode found = cma.data(CmaCaller.LOOKUP, Map.of("a", ACCOUNT, "t", "site", "search", "site-5"));
        assertThat(found.at("/entityLookup/total").asInt()).isEqualTo(11);
        JsonNode sockets = cma.data(
                CmaCaller.LOOKUP,
                Map.of(
                        "a",
                        ACCOUNT,
                        "t",
                        "site",
                        "filters",
                        List.of(Map.of("filter", "filterByConnectionTypeFamily", "value", "SOCKET"))));
        assertThat(sockets.at("/entityLookup/total").asInt()).isZero();
    }

    @Test
    void referenceDataNeedsNoAccountAndUnsupportedArgumentsAreRefused() {
        JsonNode states = cma.data(CmaCaller.LOOKUP, Map.of("a", "0", "t", "countryState", "search", "US"));
        assertThat(states.findValuesAsText("id")).contains("US-CA");
        assertThat(cma.error(CmaCaller.LOOKUP, Map.of("a", "0", "t", "country", "ids", List.of("JP"))))
                .contains("not supported");
    }

    @Test
    void theFirstConnectionMakesTheSiteActiveAndALostTunnelDegradesIt() {
        String site = upSite();
        CatoEnd wire = simulator.catoEnd();
        String marker = marker("");
        wire.connected(site + "/PRIMARY1", "198.51.100.20", associations());
        wire.connected(site + "/SECONDARY1", "198.51.100.20", associations());
        clock.advance(Duration.ofSeconds(90));
        JsonNode up = snapshot();
        assertThat(up.get("operationalStatus").asText()).isEqualTo("active");
        assertThat(up.get("connectivityStatus").asText()).isEqualTo("connected");
        assertThat(up.get("popName").asText()).isEqualTo("Tokyo");
        assertThat(up.at("/devices/0/interfaces/0/tunnelUptime").asInt()).isEqualTo(90);
        assertThat(up.at("/degradedStatus/isDegraded").asBoolean()).isFalse();

        wire.disconnected(site + "/PRIMARY1", "TIMEOUT");
        JsonNode degraded = snapshot();
        assertThat(degraded.get("popName").asText()).isEqualTo("London");
        assertThat(degraded.at("/degradedStatus/degradedDetails/0/reason").asText())
                .isEqualTo("IPSEC_TUNNEL_DISCONNECTED");
        assertThat(degraded.at("/devices/0/interfaces/0/tunnelConnectionReason").asText())
                .isEqualTo("IKEV2_CONN_CLOSE_REASON__TIMEOUT");

        JsonNode events = events(marker);
        assertThat(events.findValuesAsText("event_sub_type")).containsExactly("Connected", "Connected", "Disconnected");
        assertThat(events.findValuesAsText("tunnel_protocol")).containsOnly("IPSEC");
        assertThat(events(marker("")).findValuesAsText("event_sub_type")).isEmpty();
    }

    private JsonNode snapshot() {
        return cma.data(CmaSimulatorTest.SNAPSHOT, Map.of("a", ACCOUNT)).at("/accountSnapshot/sites/0");
    }

    private static final String EVENTS = """
        query e($m: String) { eventsFeed(accountIDs: [12345], marker: $m,
            filters: [{fieldName: event_type, operator: is, values: ["Connectivity"]}]) {
          marker fetchedCount accounts { id errorString records(fieldNames: [event_sub_type, tunnel_protocol]) { time fieldsMap } } } }
        """;

    @ParameterizedTest
    @ValueSource(strings = {"12345:-1", "12345:-9223372036854775808", "12345:x", "12345", "12345:1,"})
    void aMarkerThatNoAnswerCarriedIsRefused(String positions) {
        String marker = Base64.getEncoder().encodeToString(positions.getBytes(StandardCharsets.UTF_8));
        assertThat(cma.error(EVENTS, Map.of("m", marker))).isEqualTo("marker is not valid");
        assertThat(cma.error(
                        "query a($m: String) { auditFeed(accountIDs: [12345], timeFrame: \"last.PT5M\", marker: $m)"
                                + " { marker } }",
                        Map.of("m", marker)))
                .isEqualTo("marker is not valid");
    }

    private String marker(String from) {
        return cma.data(EVENTS, Map.of("m", from)).at("/eventsFeed/marker").asText();
    }

    private JsonNode events(String marker) {
        return cma.data(EVENTS, Map.of("m", marker));
    }

    @Test
    void eventsNeedTheIntegrationSwitchedOn() {
        simulator.change(settings -> settings.with("eventsIntegration", false));
        assertThat(cma.data(EVENTS, Map.of()).findValue("errorString").asText()).contains("disabled");
    }

    @Test
    void aChangedTunnelIsTornDownAndNegotiatedAnew() {
        String site = upSite();
        CatoEnd wire = simulator.catoEnd();
        wire.connected(site + "/PRIMARY1", "198.51.100.20", associations());
        wire.takeResets();
        cma.data(
                CmaCaller.UPDATE_TUNNELS,
                Map.of(
                        "a", ACCOUNT,
                        "s", site,
                        "in",
                                Map.of(
                                        "primary",
                                        Map.of(
                                                "tunnels",
                                                List.of(Map.of("tunnelId", "PRIMARY1", "psk", "otherKey99"))))));
        assertThat(wire.takeResets()).containsExactly(site + "/PRIMARY1");
        assertThat(snapshot()
                        .at("/devices/0/interfaces/0/tunnelConnectionReason")
                        .asText())
                .isEqualTo("IKEV2_CONN_CLOSE_REASON__CONFIG_CHANGED");
        assertThat(wire.peers().getFirst().preSharedKey()).isEqualTo(PreSharedKey.ofText("otherKey99"));
        assertThat(wire.peers().getFirst().siteAddress()).isEqualTo("198.51.100.20");
    }

    @Test
    void bgpKeyIsReadableAndBfdSettingsAreNullWhileBfdIsOff() {
        String site = cma.addSite("a", "10.0.0.0/24");
        Map<String, Object> tunnel = new HashMap<>(tunnel("198.51.100.1", PSK));
        tunnel.put("privateSiteIp", "10.0.0.2");
        tunnel.put("privateCatoIp", "10.0.0.1");
        cma.addTunnels(site, Map.of("primary", group(cma.allocate("Tokyo").id(), List.of(tunnel))));
        Map<String, Object> peer = Map.of(
                "site",
                Map.of("input", site),
                "name",
                "p",
                "peerAsn",
                65010,
                "catoAsn",
                65001,
                "peerIp",
                "10.0.0.2",
                "defaultAction",
                "ACCEPT",
                "md5AuthKey",
                "secret",
                "bfdSettings",
                Map.of());
        JsonNode added = cma.data(
                        "mutation ($a: ID!, $in: AddBgpPeerInput!) { site(accountId: $a) { addBgpPeer(input: $in) {"
                                + " bgpPeer { id catoIp md5AuthKey metric bfdSettings { multiplier } tracking { id } } } }"
                                + " }",
                        Map.of("a", ACCOUNT, "in", peer))
                .findValue("bgpPeer");
        assertThat(added.get("catoIp").asText()).isEqualTo("10.0.0.1");
        assertThat(added.get("md5AuthKey").asText()).isEqualTo("secret");
        assertThat(added.get("metric").asInt()).isEqualTo(100);
        assertThat(added.get("bfdSettings").isNull()).isTrue();
        assertThat(added.get("tracking").isNull()).isTrue();
    }

    @Test
    void rangesAreAddedChangedAndRemovedAndTranslationIsRefused() {
        String site = cma.addSite("a", "10.0.0.0/24");
        String port = cma.data(
                        CmaCaller.LOOKUP,
                        Map.of("a", ACCOUNT, "t", "networkInterface", "p", Map.of("id", site, "type", "site")))
                .at("/entityLookup/items/0/entity/id")
                .asText();
        String add = "mutation ($a: ID!, $i: ID!, $in: AddNetworkRangeInput!) { site(accountId: $a) {"
                + " addNetworkRange(lanSocketInterfaceId: $i, input: $in) { networkRangeId } } }";
        Map<String, Object> range =
                Map.of("name", "servers", "subnet", "10.0.1.0/24", "rangeType", "Routed", "gateway", "10.0.0.9");
        String id = cma.data(add, Map.of("a", ACCOUNT, "i", port, "in", range))
                .findValue("networkRangeId")
                .asText();
        String update = "mutation ($a: ID!, $r: ID!, $in: UpdateNetworkRangeInput!) { site(accountId: $a) {"
                + " updateNetworkRange(networkRangeId: $r, input: $in) { networkRangeId } } }";
        assertThat(cma.error(update, Map.of("a", ACCOUNT, "r", id, "in", Map.of("translatedSubnet", "10.9.0.0/24"))))
                .contains("translatedSubnet");
        cma.data(update, Map.of("a", ACCOUNT, "r", id, "in", Map.of("subnet", "10.0.2.0/24")));
        JsonNode list = cma.data(
                "query { site(accountId: 12345) { networkRangeList(input: {site: {by: NAME, input: \"a\"}}) { total"
                        + " items { name subnet rangeType gateway } } } }",
                Map.of());
        assertThat(list.findValuesAsText("subnet")).containsExactly("10.0.0.0/24", "10.0.2.0/24");
        String remove = "mutation ($a: ID!, $r: ID!) { site(accountId: $a) { removeNetworkRange(networkRangeId: $r) {"
                + " networkRangeId } } }";
        cma.data(remove, Map.of("a", ACCOUNT, "r", id));
        assertThat(cma.error(remove, Map.of("a", ACCOUNT, "r", id)))
                .isEqualTo("Network range with id: " + id + " is not found");
    }

    @Test
    void cityIsCalledCityNameOnUpdateAndDetailsReadBackWhatTheSnapshotDoesNotHave() {
        String site = cma.addSite("a", "10.0.0.0/24");
        cma.data(
                "mutation ($a: ID!, $s: ID!) { site(accountId: $a) { updateSiteGeneralDetails(siteId: $s, input:"
                        + " {description: \"new\", siteLocation: {cityName: \"Tokyo\"}}) { siteId } } }",
                Map.of("a", ACCOUNT, "s", site));
        JsonNode read = cma.data(
                "query ($a: ID!, $s: String!) { site(accountId: $a) { siteGeneralDetails(site: {input: $s}) {"
                        + " description siteType siteLocation { countryCode stateCode cityName timezone } } } }",
                Map.of("a", ACCOUNT, "s", site));
        assertThat(read.findValue("cityName").asText()).isEqualTo("Tokyo");
        assertThat(read.findValue("timezone").asText()).isEqualTo("Asia/Tokyo");
        assertThat(read.findValue("description").asText()).isEqualTo("new");
    }

    @Test
    void theControlInterfaceListsCutsPopsInjectsFaultsAndExportsTheTimeline() throws Exception {
        String site = upSite();
        assertThat(control("GET", "/tunnels/" + site + "/PRIMARY1/timeline.csv", "")
                        .statusCode())
                .isEqualTo(404);
        simulator.catoEnd().timeline(site + "/PRIMARY1", "Auth payload doesn't match dropping this sa");
        assertThat(control("GET", "/tunnels/" + site + "/PRIMARY1/timeline.csv", "")
                        .body())
                .contains("PRIMARY1,\"Auth payload doesn't match dropping this sa\"");
        assertThat(control("POST", "/pops/Tokyo/cut", "").statusCode()).isEqualTo(204);
        assertThat(simulator.catoEnd().peers().getFirst().popUp()).isFalse();
        assertThat(control("POST", "/pops/Tokyo/restore", "").statusCode()).isEqualTo(204);
        assertThat(simulator.catoEnd().peers().getFirst().popUp()).isTrue();
        control("POST", "/faults", "{\"operation\":\"accountSnapshot\",\"kind\":\"HTTP_503\"}");
        assertThat(cma.send(CmaSimulatorTest.SNAPSHOT, Map.of("a", ACCOUNT), null)
                        .statusCode())
                .isEqualTo(503);
        assertThat(control("POST", "/settings", "{\"colour\":1}").statusCode()).isEqualTo(400);
        assertThat(control("GET", "/statistics", "").body()).contains("\"addIpsecIkeV2SiteTunnels\" : 1");
    }

    private HttpResponse<String> control(String method, String path, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(simulator.controlEndpoint().resolve(path))
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
