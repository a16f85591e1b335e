package dev.ipsecsites.cato;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ipsecsites.cato.Cma.AddressQuota;
import dev.ipsecsites.cato.Cma.AllocatedAddress;
import dev.ipsecsites.cato.Cma.NetworkRange;
import dev.ipsecsites.cato.Cma.PopLocation;
import dev.ipsecsites.cato.CmaException.Kind;
import dev.ipsecsites.cato.CmaSite.SiteEntry;
import dev.ipsecsites.cato.CmaTunnels.ConnectionMode;
import dev.ipsecsites.cato.CmaTunnels.Dh;
import dev.ipsecsites.cato.CmaTunnels.IdentificationType;
import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.cato.CmaTunnels.Message;
import dev.ipsecsites.cato.CmaTunnels.RoleTunnels;
import dev.ipsecsites.cato.CmaTunnels.Tunnel;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that no schema gives and Cato gives all the same, and the exact form of what is sent. */
class CmaClientTest {
    private ScriptedCato cato;
    private CmaClient client;

    @BeforeEach
    void start() throws Exception {
        cato = new ScriptedCato();
        client = cato.client();
    }

    @AfterEach
    void stop() {
        cato.close();
    }

    private static String lookup(String items) {
        return "{\"entityLookup\":{\"items\":[" + items + "]}}";
    }

    @Test
    void popLocationsWithoutIdOrNameAreLeftOutAndNumbersAreIds() throws Exception {
        cato.thenData(
                "{\"popLocations\":{\"popLocationList\":{\"items\":[{\"id\":6,\"name\":\"Tokyo\"},null,{},{\"id\":\"7\",\"name\":\"Osaka\",\"displayName\":\"Osaka"
                        + " 1\",\"country\":{\"id\":\"JP\",\"name\":\"Japan\"}}]}}}");
        assertThat(client.popLocations())
                .containsExactly(
                        new PopLocation("6", "Tokyo", null, null), new PopLocation("7", "Osaka", "Osaka 1", "Japan"));
    }

    @Test
    void anAccountThatDoesNotHaveTheNamespaceIsAnError() {
        cato.thenData("{\"popLocations\":null}");
        assertThat(catchThrowableOfType(CmaException.class, () -> client.popLocations())
                        .kind())
                .isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void addressIdsComeFromEntityLookupAndDescriptionsByAddress() throws Exception {
        cato.thenData(lookup("{\"entity\":{\"id\":31911,\"name\":\"203.0.113.10\"},"
                        + "\"helperFields\":{\"allocatedIp\":\"203.0.113.10\",\"popLocation\":\"Tokyo\"}},"
                        + "{\"entity\":{\"id\":\"31912\"},\"helperFields\":{\"allocatedIp\":\"203.0.113.11\"}},"
                        + "{\"entity\":{\"id\":\"31913\"},\"helperFields\":{}}"))
                .thenData("{\"popLocations\":{\"allocatedIpList\":{\"allocatedIp\":["
                        + "{\"id\":\"9\",\"ip\":\"203.0.113.10\",\"description\":\"[ipsec-sites o/n/osaka]\"}]}}}");
        assertThat(client.allocatedAddresses())
                .containsExactly(
                        new AllocatedAddress("31911", "203.0.113.10", "Tokyo", "[ipsec-sites o/n/osaka]"),
                        new AllocatedAddress("31912", "203.0.113.11", "", null));
    }

    @Test
    void anAccountWithoutAddressesNeedsOneRequest() throws Exception {
        cato.thenData(lookup(""));
        assertThat(client.allocatedAddresses()).isEmpty();
        assertThat(cato.operations()).containsExactly("entityLookup");
    }

    @Test
    void allocatingAndReleasingAlwaysSayTheType() throws Exception {
        cato.thenData(
                        "{\"popLocationMutations\":{\"addAllocatedIp\":{\"allocatedIp\":{\"id\":\"9\",\"ip\":\"203.0.113.10\"}}}}")
                .thenData(
                        "{\"popLocationMutations\":{\"removeAllocatedIp\":{\"allocatedIp\":{\"ip\":\"203.0.113.10\"}}}}");
        client.allocateAddress("6", "mark");
        client.releaseAddress("203.0.113.10");
        assertThat(cato.request(0).variables().at("/input"))
                .hasToString(
                        "{\"type\":\"SYSTEM\",\"popLocation\":{\"by\":\"ID\",\"input\":\"6\"},\"description\":\"mark\"}");
        assertThat(cato.request(1).variables().at("/input"))
                .hasToString("{\"type\":\"SYSTEM\",\"ip\":\"203.0.113.10\"}");
    }

    @Test
    void anAddressThatIsStillThereAfterARefusedReleaseIsAnError() {
        cato.thenError("IP 203.0.113.10 is in use by an IPsec site")
                .thenData(lookup("{\"entity\":{\"id\":\"1\"},\"helperFields\":{\"allocatedIp\":\"203.0.113.10\"}}"))
                .thenData("{\"popLocations\":{\"allocatedIpList\":{}}}");
        assertThat(catchThrowableOfType(CmaException.class, () -> client.releaseAddress("203.0.113.10")))
                .hasMessageContaining("in use by an IPsec site");
    }

    @Test
    void theQuotaIsReadWhereTheAccountSaysIt() throws Exception {
        cato.thenData("{\"licensing\":{\"licensingInfo\":{\"globalLicenseAllocations\":{\"publicIps\":"
                        + "{\"total\":3,\"allocated\":\"2\"}}}}}")
                .thenData("{\"licensing\":{\"licensingInfo\":{\"globalLicenseAllocations\":null}}}")
                .thenError("permission denied");
        assertThat(client.addressQuota()).contains(new AddressQuota(3, 2));
        assertThat(client.addressQuota()).isEmpty();
        assertThat(client.addressQuota()).isEmpty();
    }

    @Test
    void aListLongerThanAPageIsReadToItsEnd() throws Exception {
        String first = IntStream.range(0, 1000)
                .mapToObj(i -> "{\"entity\":{\"id\":\"" + i + "\",\"name\":\"s" + i + "\"}}")
                .collect(Collectors.joining(","));
        // One row moved to the second page meanwhile.
        String second =
                "{\"entity\":{\"id\":\"999\",\"name\":\"s999\"}},{\"entity\":{\"id\":\"1000\",\"name\":\"s1000\"}}";
        cato.thenData("{\"entityLookup\":{\"items\":[" + first + "],\"total\":1002}}")
                .thenData("{\"entityLookup\":{\"items\":[" + second + "],\"total\":1002}}");
        assertThat(client.sites(null)).hasSize(1001);
        assertThat(cato.request(1).variables().path("from").asInt()).isEqualTo(1000);
    }

    @Test
    void aServerThatRepeatsItsPageForEverIsNotAskedForEver() throws Exception {
        String page = "{\"entityLookup\":{\"items\":[{\"entity\":{\"id\":\"1\"}}],\"total\":5}}";
        cato.thenData(page).thenData(page).thenData(page);
        assertThat(client.sites(null)).hasSize(1);
        assertThat(cato.operations()).hasSize(2);
    }

    @Test
    void aServerThatIgnoresTheIdsDoesNotMakeASiteAppear() throws Exception {
        cato.thenData(lookup("{\"entity\":{\"id\":\"1\",\"name\":\"other\"}}"));
        assertThat(client.site("2")).isEmpty();
    }

    @Test
    void aSitesDescriptionIsTheHelperFieldsAndElseTheRows() throws Exception {
        cato.thenData(lookup("{\"entity\":{\"id\":1,\"name\":\"a\"},\"description\":\"BRANCH text\","
                + "\"helperFields\":{\"description\":\"text\",\"connectionType\":\"SOCKET_X9000\"}},"
                + "{\"entity\":{\"id\":2,\"name\":\"b\"},\"description\":\"BRANCH text\"}"));
        assertThat(client.sites("a"))
                .containsExactly(
                        new SiteEntry("1", "a", "text", "SOCKET_X9000"), new SiteEntry("2", "b", "BRANCH text", null));
        assertThat(cato.request(0).variables().path("search").asText()).isEqualTo("a");
    }

    @Test
    void cityHasAnotherNameOnceTheSiteIsThere() throws Exception {
        cato.thenData("{\"site\":{\"updateSiteGeneralDetails\":{\"siteId\":\"5\"}}}");
        client.updateSite(
                "5",
                new CmaSite.SiteUpdate(
                        "osaka",
                        CmaSite.SiteType.CLOUD_DC,
                        "d",
                        new CmaSite.Location("US", "US-CA", "Fresno", "1 Main St", "America/Los_Angeles")));
        assertThat(cato.request(0).variables().path("input"))
                .hasToString("{\"name\":\"osaka\",\"siteType\":\"CLOUD_DC\",\"description\":\"d\",\"siteLocation\":"
                        + "{\"countryCode\":\"US\",\"stateCode\":\"US-CA\",\"cityName\":\"Fresno\","
                        + "\"address\":\"1 Main St\",\"timezone\":\"America/Los_Angeles\"}}");
    }

    @Test
    void ipsecDetailsAreSentWholeInCatosWords() throws Exception {
        cato.thenData("{\"site\":{\"updateIpsecIkeV2SiteGeneralDetails\":{\"siteId\":\"5\"}}}");
        client.updateIpsecDetails(
                "5",
                new IpsecDetails(
                        ConnectionMode.BIDIRECTIONAL,
                        IdentificationType.IPV4,
                        new Message(Encryption.AES_CBC_256, Hash.SHA2_256, Hash.SHA1, new Dh.Group(DhGroup.MODP_1024)),
                        new Message(null, null, null, new Dh.None()),
                        List.of()));
        assertThat(cato.request(0).variables().path("input"))
                .hasToString("{\"connectionMode\":\"BIDIRECTIONAL\",\"identificationType\":\"IPV4\",\"initMessage\":"
                        + "{\"cipher\":\"AES_CBC_256\",\"prf\":\"SHA256\",\"integrity\":\"SHA1\",\"dhGroup\":\"DH_2_MODP1024\"},"
                        + "\"authMessage\":{\"cipher\":\"AUTOMATIC\",\"prf\":\"AUTOMATIC\",\"integrity\":\"AUTOMATIC\","
                        + "\"dhGroup\":\"NONE\"},\"networkRanges\":[]}");
    }

    @Test
    void tunnelsAreSentWithoutNullsAndWithOneDecimal() throws Exception {
        cato.thenData("{\"site\":{\"updateIpsecIkeV2SiteTunnels\":{}}}");
        client.updateTunnels(
                "5",
                null,
                new RoleTunnels(
                        "31911",
                        List.of(new Tunnel(
                                "SECONDARY1",
                                null,
                                2,
                                null,
                                "198.51.100.20",
                                null,
                                null,
                                new CmaTunnels.Bandwidth(50, 12.34)))));
        assertThat(cato.request(0).variables().path("input"))
                .hasToString("{\"secondary\":{\"destinationType\":\"IPv4\",\"publicCatoIpId\":\"31911\",\"tunnels\":"
                        + "[{\"tunnelId\":\"SECONDARY1\",\"role\":\"WAN2\",\"publicSiteIp\":\"198.51.100.20\","
                        + "\"lastMileBw\":{\"downstreamMbpsPrecision\":50.0,\"upstreamMbpsPrecision\":12.3}}]}}");
    }

    @Test
    void aTunnelWithoutIdIsNotUpdated() {
        RoleTunnels role =
                new RoleTunnels("1", List.of(new Tunnel(null, null, null, null, "198.51.100.20", null, null, null)));
        CmaException e = catchThrowableOfType(CmaException.class, () -> client.updateTunnels("5", role, null));
        assertThat(e.kind()).isEqualTo(Kind.INVALID);
        assertThat(cato.operations()).isEmpty();
    }

    @Test
    void tunnelIdsThatTheAnswerLeavesOutAreThoseOfTheirPlaces() throws Exception {
        cato.thenData("{\"site\":{\"addIpsecIkeV2SiteTunnels\":{\"primary\":{\"tunnels\":"
                + "[{\"tunnelId\":null},{\"tunnelId\":\"Primary2\",\"localId\":\"x@cato\"}]}}}}");
        Tunnel tunnel = new Tunnel(null, null, null, null, "198.51.100.20", null, null, null);
        CmaTunnels.TunnelIds ids = client.addTunnels(
                "5", new RoleTunnels("1", List.of(tunnel, tunnel)), new RoleTunnels("2", List.of(tunnel)));
        assertThat(ids)
                .isEqualTo(new CmaTunnels.TunnelIds(
                        List.of("PRIMARY1", "PRIMARY2"), List.of("SECONDARY1"), Map.of("PRIMARY2", "x@cato")));
    }

    @Test
    void rangesOfAnOlderRolloutComeFromTheLookupAndTheRefusalIsRemembered() throws Exception {
        String refusal = "{\"errors\":[{\"message\":\"Cannot query field \\\"networkRangeList\\\" on type"
                + " \\\"SiteQueries\\\".\","
                + "\"extensions\":{\"code\":\"GRAPHQL_VALIDATION_FAILED\"}}],\"data\":null}";
        String rows = lookup("{\"entity\":{\"id\":71,\"name\":\"Osaka \\\\ LAN \\\\ Native Range\"},"
                + "\"helperFields\":{\"subnet\":\"192.168.100.0/24\"}},"
                + "{\"entity\":{\"id\":72,\"name\":\"a \\\\ b \\\\ LAN \\\\ servers\"},"
                + "\"helperFields\":{\"subnet\":\"192.168.110.0/24\"}},"
                + "{\"entity\":{\"id\":73,\"name\":\"odd\"}}");
        cato.then(422, refusal).thenData(rows).thenData(rows);
        List<NetworkRange> expected = List.of(
                new NetworkRange("71", "Native Range", "192.168.100.0/24", true, null),
                new NetworkRange("72", "servers", "192.168.110.0/24", false, null),
                new NetworkRange("73", "odd", "", false, null));
        assertThat(client.networkRanges("5")).isEqualTo(expected);
        assertThat(client.networkRanges("5")).isEqualTo(expected);
        assertThat(cato.operations()).containsExactly("networkRangeList", "entityLookup", "entityLookup");
    }

    @Test
    void aRefusedValueIsNotTakenForAnOlderRollout() {
        cato.then(
                422,
                "{\"errors\":[{\"message\":\"undefined addAllocatedIp value\",\"path\":[\"variable\",\"input\"],"
                        + "\"extensions\":{\"code\":\"GRAPHQL_VALIDATION_FAILED\"}}],\"data\":null}");
        CmaException e = catchThrowableOfType(CmaException.class, () -> client.allocateAddress("6", "mark"));
        assertThat(e.kind()).isEqualTo(Kind.INVALID);
        assertThat(cato.operations()).containsExactly("addAllocatedIp");
    }

    @Test
    void whenTheOlderNameIsGoneTheNewerOneIsTriedAgain() throws Exception {
        String refusal =
                "{\"errors\":[{\"message\":\"Cannot query field \\\"%s\\\" on type \\\"PopLocationMutations\\\".\","
                        + "\"extensions\":{\"code\":\"GRAPHQL_VALIDATION_FAILED\"}}],\"data\":null}";
        cato.then(422, refusal.formatted("addAllocatedIp"))
                .then(422, refusal.formatted("allocateIp"))
                .thenData(
                        "{\"popLocationMutations\":{\"addAllocatedIp\":{\"allocatedIp\":{\"id\":\"9\",\"ip\":\"203.0.113.10\"}}}}");
        assertThat(catchThrowableOfType(CmaException.class, () -> client.allocateAddress("6", "mark")))
                .hasMessageContaining("allocateIp");
        assertThat(client.allocateAddress("6", "mark").address()).isEqualTo("203.0.113.10");
    }

    @Test
    void aRangeThatIsGoneIsRemoved() throws Exception {
        cato.thenError("Network range with id: 77 is not found");
        client.removeNetworkRange("77");
        assertThat(cato.operations()).containsExactly("removeNetworkRange");
    }

    @Test
    void aRefusedRemovalOfASiteThatIsThereIsAnError() {
        cato.thenError("site is used in a policy").thenData(lookup("{\"entity\":{\"id\":\"5\",\"name\":\"osaka\"}}"));
        assertThat(catchThrowableOfType(CmaException.class, () -> client.removeSite("5")))
                .hasMessageContaining("used in a policy");
    }

    @Test
    void aRefusedRemovalOfASiteThatTheListDoesNotShowYetIsAnError() {
        cato.thenError("site is used in a policy")
                .thenData(lookup(""))
                .thenData(lookup("{\"entity\":{\"id\":\"71\",\"name\":\"osaka \\\\ LAN \\\\ Native Range\"}}"));
        assertThat(catchThrowableOfType(CmaException.class, () -> client.removeSite("5")))
                .hasMessageContaining("used in a policy");
    }

    @Test
    void anHttp404IsAWrongEndpointAndNotASiteThatIsGone() {
        cato.then(404, "<html>").then(404, "<html>");
        assertThat(catchThrowableOfType(CmaException.class, () -> client.removeSite("5")))
                .hasMessageContaining("no API at the endpoint");
    }

    @Test
    void aSnapshotIsReadAsFarAsItGoes() throws Exception {
        cato.thenData("{\"accountSnapshot\":{\"sites\":[null,{},"
                + "{\"id\":7,\"connectivityStatus\":\"hibernating\",\"info\":null,\"devices\":null},"
                + "{\"id\":\"8\",\"connectivityStatus\":\"connected\",\"operationalStatus\":\"active\",\"popName\":\"Tokyo\","
                + "\"degradedStatus\":{\"isDegraded\":\"true\"},\"info\":{\"name\":\"osaka\",\"ipsec\":[{\"isPrimary\":true,"
                + "\"catoIP\":\"203.0.113.10\",\"remoteIP\":\"198.51.100.20\",\"ikeVersion\":\"2\","
                + "\"tunnelConfig\":[{\"tunnelId\":\"primary1\",\"localId\":\"osaka.example.com\"},{\"tunnelId\":null}]}]},"
                + "\"devices\":[{\"interfaces\":[{\"id\":\"Primary1\",\"connected\":true,\"popName\":\"Tokyo\","
                + "\"tunnelUptime\":\"66\",\"tunnelRemoteIP\":\"198.51.100.20\"}]},{\"interfaces\":null},"
                + "{\"interfaces\":[{\"id\":\"PRIMARY1\"},{\"id\":\"Primary2\"},{\"id\":\"Secondary1\",\"connected\":false,"
                + "\"tunnelUptime\":{\"x\":1}}]}]}]}}");
        AccountSnapshot snapshot = client.snapshot();
        assertThat(snapshot.at()).isEqualTo(cato.time.instant());
        assertThat(snapshot.sites()).containsOnlyKeys("7", "8");
        assertThat(snapshot.sites().get("7"))
                .isEqualTo(new AccountSnapshot.SiteState(
                        "7", null, "hibernating", null, null, false, List.of(), List.of()));
        assertThat(snapshot.sites().get("8"))
                .isEqualTo(new AccountSnapshot.SiteState(
                        "8",
                        "osaka",
                        "connected",
                        "active",
                        "Tokyo",
                        true,
                        List.of(new AccountSnapshot.RoleState(
                                true,
                                "203.0.113.10",
                                "198.51.100.20",
                                2,
                                List.of("PRIMARY1"),
                                Map.of("PRIMARY1", "osaka.example.com"))),
                        List.of(
                                new AccountSnapshot.TunnelState("PRIMARY1", true, "Tokyo", "198.51.100.20", 66L, null),
                                new AccountSnapshot.TunnelState("PRIMARY2", null, null, null, null, null),
                                new AccountSnapshot.TunnelState("SECONDARY1", false, null, null, null, null))));
    }
}
