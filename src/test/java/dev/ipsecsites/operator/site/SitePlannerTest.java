package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.Identity;
import dev.ipsecsites.api.IdentityType;
import dev.ipsecsites.api.RouterTunnelSpec;
import dev.ipsecsites.api.TunnelRoute;
import dev.ipsecsites.cato.CmaTunnels.ConnectionMode;
import dev.ipsecsites.cato.CmaTunnels.Dh;
import dev.ipsecsites.cato.CmaTunnels.IdentificationType;
import dev.ipsecsites.cato.CmaTunnels.IpsecDetails;
import dev.ipsecsites.cato.CmaTunnels.Message;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.operator.site.DesiredSite.DesiredTunnel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitePlannerTest {
    private static final Identity ADDRESS = new Identity(IdentityType.IPV4, "198.51.100.20");

    @Test
    void theShortestSiteGetsItsDefaultsFromWhatBothEndsCan() {
        DesiredSite site = plan(Sites.osaka(), Sites.ROUTER);

        assertThat(site.siteName()).isEqualTo("osaka");
        assertThat(site.description()).isEqualTo("[ipsec-sites o/network/osaka]");
        assertThat(site.proposal().label()).isEqualTo("AES-CBC-256/SHA2-256/MODP-2048");
        assertThat(site.ipsec())
                .isEqualTo(new IpsecDetails(
                        ConnectionMode.BIDIRECTIONAL,
                        IdentificationType.IPV4,
                        new Message(null, null, null, new Dh.Group(DhGroup.MODP_2048)),
                        new Message(null, null, null, new Dh.None()),
                        List.of()));
        assertThat(site.tunnels())
                .extracting(DesiredTunnel::routerTunnel)
                .containsExactly("osaka-primary1", "osaka-secondary1");
        assertThat(site.tunnels()).allSatisfy(t -> {
            assertThat(t.siteAddress()).isEqualTo("198.51.100.20");
            assertThat(t.link()).isEqualTo("WAN1");
            assertThat(t.generatedKey()).isTrue();
            assertThat(t.key().name()).isEqualTo(t.routerTunnel() + "-psk");
        });
    }

    @Test
    void aRouterManagedByHandNeedsTheSitesAddressAndGetsWhatCatoCan() {
        CatoSite byHand = Sites.site("""
            accountRef: { name: main }
            location: { countryCode: JP, timezone: Asia/Tokyo }
            nativeRange: 192.168.100.0/24
            primary: { popLocation: Tokyo }
            publicAddress: 198.51.100.20
            """);

        DesiredSite site = plan(byHand, null);

        assertThat(site.proposal().ike().encryption()).isEqualTo(Encryption.AES_GCM_256);
        assertThat(site.tunnels())
                .singleElement()
                .extracting(DesiredTunnel::routerTunnel)
                .isNull();
        byHand = Sites.site("""
            accountRef: { name: main }
            location: { countryCode: JP, timezone: Asia/Tokyo }
            nativeRange: 192.168.100.0/24
            primary: { popLocation: Tokyo }
            """);
        assertThat(refusals(byHand, null)).singleElement().asString().contains("set spec.publicAddress");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nativeRange: 192.168.100.5/24 | InvalidSpec | host bits set: write 192.168.100.0/24",
                "nativeRange: 192.168.100.0 | InvalidSpec | such as 192.168.100.0/24",
                "ranges: [ { name: a, subnet: 192.168.100.128/25 } ] | InvalidSpec | overlaps 192.168.100.0/24",
                "traffic: { through: Listed, ranges: [ 10.0.0.1/8 ] } | InvalidSpec | write 10.0.0.0/8",
                "secondary: { popLocation: tokyo } | SamePopLocation | write another PoP",
                "secondary: {} | InvalidSpec | needs popLocation or allocatedAddress",
                "primary: { popLocation: Tokyo, tunnels: [ { link: WAN9 } ] } | InvalidSpec | has no link 'WAN9'; it"
                        + " has [WAN1, WAN2]",
                "bandwidth: { downstreamMbps: 100, upstreamMbps: 10 } | Incompatible | AES-GCM",
                "bandwidth: { downstreamMbps: 10, upstreamMbps: 100 } | Incompatible | AES-GCM",
                "primary: { popLocation: Tokyo, tunnels: [ { bandwidth: { downstreamMbps: 10, upstreamMbps: 200 } } ]"
                        + " } | Incompatible | AES-GCM",
                "proposal: { ike: { dhGroup: 15 } } | Incompatible | which RTX830 can't do; write 2 or 5 or 14",
                "proposal: { ike: { dhGroup: Auto } } | InvalidSpec | Auto is no choice here",
                "proposal: { child: { pfsGroup: 2 } } | Incompatible | write 14 or None",
                "initMessage: { dhGroup: 2 } | InvalidSpec | but spec.proposal.ike.dhGroup is DH group 14",
                "initMessage: { encryption: AES-GCM-256 } | InvalidSpec | spec.proposal.ike.encryption is AES-CBC-256",
                "authMessage: { dhGroup: 14 } | InvalidSpec | must equal spec.proposal.child.pfsGroup, which is None",
                "authMessage: { integrity: SHA1 } | InvalidSpec | spec.proposal.child.integrity is SHA2-256",
                "description: `a\\nb` | InvalidSpec | control character",
                "siteId: '100123' | NotSupportedYet | spec.siteId",
                "ikeVersion: 1 | NotSupportedYet | spec.ikeVersion",
                "identification: FQDN | InvalidSpec | connectionMode: ResponderOnly",
                "bgp: { peerASN: 65010, catoASN: 65001 } | NotSupportedYet | spec.bgp",
                "managementPolicy: Plan | NotSupportedYet | spec.managementPolicy",
                "primary: { popLocation: Tokyo, destination: FQDN } | NotSupportedYet | spec.primary.destination",
                "secondary: { popLocation: Osaka, tunnels: [ {}, {} ] } | NotSupportedYet | spec.secondary.tunnels"
            })
    void refusesBeforeAnythingIsSentAndSaysWhatToWrite(String line, String reason, String fragment) {
        String yaml = line.contains("\\n") ? line.replace("a\\nb", "\"a\\nb\"").replace("`", "") : line;

        assertThat(refusals(Sites.osaka(yaml), Sites.ROUTER)).anySatisfy(r -> {
            assertThat(r.reason()).isEqualTo(reason);
            assertThat(r.sentence()).contains(fragment);
        });
    }

    @ParameterizedTest
    @CsvSource({"FQDN, FQDN", "Email, EMAIL", "KeyID, KEY_ID"})
    void aSiteThatIsKnownByANameNeedsNoAddress(String written, IdentificationType type) {
        DesiredSite site = plan(
                Sites.osaka(
                        "connectionMode: ResponderOnly", "identification: " + written, "publicAddress: 198.51.100.99"),
                Sites.ROUTER);

        assertThat(site.ipsec().identificationType()).isEqualTo(type);
        assertThat(site.tunnels()).hasSize(2).allSatisfy(t -> {
            assertThat(t.siteAddress()).isNull();
            assertThat(t.followsLink()).isFalse();
        });
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        CatoSite site = Sites.osaka("nativeRange: 10.0.0.1/8", "proposal: { ike: { encryption: AES-GCM-256 } }");

        assertThat(refusals(site, Sites.ROUTER)).hasSize(2);
    }

    @Test
    void allTrafficMeansTheDefaultRouteAndCatosAddressesWhereTheyAreCaptured() {
        assertThat(routes("traffic: { through: All }"))
                .containsExactly(
                        new TunnelRoute("default", 1, false),
                        new TunnelRoute("10.254.254.1/32", 1, true),
                        new TunnelRoute("10.254.254.5/32", 1, true),
                        new TunnelRoute("10.254.254.253/32", 1, true));
    }

    @Test
    void listedTrafficMeansTheRangesAndCatosAddresses() {
        assertThat(routes("traffic: { through: Listed, ranges: [ 172.16.0.0/12 ] }"))
                .extracting(TunnelRoute::destination)
                .containsExactly(
                        "172.16.0.0/12", "10.254.254.1/32", "10.254.254.5/32", "10.254.254.253/32", "10.41.0.0/16");
    }

    private static List<TunnelRoute> routes(String line) {
        CatoSite site = Sites.osaka(line);
        DesiredSite desired = plan(site, Sites.ROUTER);
        RouterTunnelSpec spec = RouterTunnelSpecs.of(
                site.getSpec(), desired, desired.tunnels().getFirst(), "Tokyo", "203.0.113.10", ADDRESS);
        assertThat(spec.description()).isEqualTo("cato-tokyo");
        return spec.routes();
    }

    private static DesiredSite plan(CatoSite site, @Nullable RouterView router) {
        SitePlanner.Result result = SitePlanner.plan(site, router, Sites.MARK);
        assertThat(result).isInstanceOf(SitePlanner.Result.Planned.class);
        return ((SitePlanner.Result.Planned) result).site();
    }

    private static List<Refusal> refusals(CatoSite site, @Nullable RouterView router) {
        SitePlanner.Result result = SitePlanner.plan(site, router, Sites.MARK);
        assertThat(result).isInstanceOf(SitePlanner.Result.Refused.class);
        return ((SitePlanner.Result.Refused) result).refusals();
    }
}
