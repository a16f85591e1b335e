package dev.ipsecsites.lab.cma;

import static dev.ipsecsites.lab.cma.CmaCaller.ACCOUNT;
import static dev.ipsecsites.lab.cma.CmaCaller.tunnel;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a site as Cato's own tools live it (cato-api.md §5.1), over HTTP. */
class CmaSimulatorTest {
    private CmaSimulator simulator;
    private CmaCaller cma;

    @BeforeEach
    void start() throws IOException {
        simulator = CmaCaller.simulator().build().start();
        cma = new CmaCaller(simulator.endpoint());
    }

    @AfterEach
    void stop() {
        cma.close();
        simulator.close();
    }

    @Test
    void aSiteIsCreatedConfiguredReadAndRemoved() {
        String site = cma.addSite("osaka", "192.168.100.0/24");

        JsonNode range = lookup("siteRange", site).get(0);
        assertThat(range.at("/entity/name").asText()).isEqualTo("osaka \\ LAN \\ Native Range");
        assertThat(range.at("/helperFields/subnet").asText()).isEqualTo("192.168.100.0/24");

        Map<String, String> automatic = Map.of(
                "cipher", "AUTOMATIC", "prf", "AUTOMATIC", "integrity", "AUTOMATIC", "dhGroup", "DH_14_MODP2048");
        JsonNode details = cma.data(
                CmaCaller.DETAILS,
                Map.of(
                        "a", ACCOUNT,
                        "s", site,
                        "in",
                                Map.of(
                                        "connectionMode",
                                        "BIDIRECTIONAL",
                                        "identificationType",
                                        "IPV4",
                                        "initMessage",
                                        automatic,
                                        "authMessage",
                                        automatic,
                                        "networkRanges",
                                        List.of("servers:10.30.0.0/16"))));
        assertThat(details.at("/site/updateIpsecIkeV2SiteGeneralDetails/localId")
                        .isNull())
                .isTrue();

        CmaCaller.Allocated tokyo = cma.allocate("Tokyo");
        CmaCaller.Allocated london = cma.allocate("London");
        JsonNode tunnels = cma.addTunnels(
                site,
                Map.of(
                        "primary",
                                Map.of(
                                        "publicCatoIpId",
                                        tokyo.id(),
                                        "tunnels",
                                        List.of(tunnel("198.51.100.20", "abcdefgh1"))),
                        "secondary",
                                Map.of(
                                        "publicCatoIpId",
                                        london.id(),
                                        "tunnels",
                                        List.of(tunnel("198.51.100.20", "abcdefgh2")))));
        assertThat(tunnels.at("/primary/tunnels/0/tunnelId").asText()).isEqualTo("PRIMARY1");
        assertThat(tunnels.at("/secondary/tunnels/0/tunnelId").asText()).isEqualTo("SECONDARY1");
        assertThat(tunnels.at("/primary/fqdn").isNull()).isTrue();

        JsonNode entity = cma.data(CmaCaller.LOOKUP, Map.of("a", ACCOUNT, "t", "site", "ids", List.of(site)))
                .at("/entityLookup/items/0");
        assertThat(entity.at("/helperFields/isHA").asText()).isEqualTo("false");
        assertThat(entity.at("/helperFields/operationalStatus").asText()).isEqualTo("new");

        JsonNode snapshot = cma.data(SNAPSHOT, Map.of("a", ACCOUNT)).at("/accountSnapshot/sites/0");
        assertThat(snapshot.at("/id").isTextual()).isTrue();
        assertThat(snapshot.at("/info/ipsec/0/catoIP").asText()).isEqualTo(tokyo.ip());
        assertThat(snapshot.at("/info/ipsec/1/catoIP").asText()).isEqualTo(london.ip());
        assertThat(snapshot.at("/connectivityStatus").asText()).isEqualTo("disconnected");
        assertThat(snapshot.at("/devices/0/interfaces/0/id").asText()).isEqualTo("Primary1");

        cma.data(
                "mutation r($a: ID!, $s: ID!) { site(accountId: $a) { removeSite(siteId: $s) { siteId } } }",
                Map.of("a", ACCOUNT, "s", site));
        JsonNode after = cma.data(CmaCaller.LOOKUP, Map.of("a", ACCOUNT, "t", "site", "ids", List.of(site)));
        assertThat(after.at("/entityLookup/items")).isEmpty();
        assertThat(after.at("/entityLookup/total").asInt()).isZero();
    }

    static final String SNAPSHOT = """
            query s($a: ID) { accountSnapshot(accountID: $a) { id timestamp sites { id connectivityStatus operationalStatus popName
              degradedStatus { isDegraded degradedDetails { reason args { ... on DegradedStatusMultiTunnelArgs { tunnelID tunnelName }
                ... on DegradedStatusBasicDataArgs { deviceName } } } }
              devices { interfaces { id connected popName tunnelUptime tunnelRemoteIP tunnelConnectionReason } }
              info { name connType ipsec { isPrimary catoIP remoteIP ikeVersion tunnelConfig { tunnelId localId } } } } } }
            """;

    private JsonNode lookup(String type, String site) {
        return cma.data(CmaCaller.LOOKUP, Map.of("a", ACCOUNT, "t", type, "p", Map.of("id", site, "type", "site")))
                .at("/entityLookup/items");
    }
}
