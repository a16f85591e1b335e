package dev.ipsecsites.router.yamaha.config;

import static dev.ipsecsites.router.yamaha.config.Intents.LONDON;
import static dev.ipsecsites.router.yamaha.config.Intents.NUMBERS;
import static dev.ipsecsites.router.yamaha.config.Intents.RTX1300;
import static dev.ipsecsites.router.yamaha.config.Intents.RTX810;
import static dev.ipsecsites.router.yamaha.config.Intents.SITE;
import static dev.ipsecsites.router.yamaha.config.Intents.TOKYO;
import static dev.ipsecsites.router.yamaha.config.Intents.london;
import static dev.ipsecsites.router.yamaha.config.Intents.proposal;
import static dev.ipsecsites.router.yamaha.config.Intents.routed;
import static dev.ipsecsites.router.yamaha.config.Intents.router;
import static dev.ipsecsites.router.yamaha.config.Intents.tokyo;
import static dev.ipsecsites.router.yamaha.config.Intents.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ipsecsites.ipsec.ChildProposal;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.Lifetimes;
import dev.ipsecsites.ipsec.Proposal;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.TunnelIntent;
import dev.ipsecsites.router.TunnelIntent.InnerAddresses;
import dev.ipsecsites.router.TunnelIntent.Keepalive;
import dev.ipsecsites.router.TunnelIntent.NatTraversal;
import dev.ipsecsites.router.TunnelIntent.TcpMss;
import dev.ipsecsites.router.TunnelIntent.TunnelRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtxRendererTest {
    /** The article's block with its placeholders filled in; comments left out. */
    private static final String ARTICLE_BLOCK = """
        tunnel select N
         tunnel name "NAME"
          ipsec tunnel N
          ipsec ike version N 2
          ipsec ike group N modp1024
          ipsec ike encryption N aes256-cbc
          ipsec ike hash N sha256
          ipsec sa policy N N esp aes256-cbc sha256-hmac
          ipsec ike duration ike-sa N 19800
          ipsec ike duration child-sa N 3600
          ipsec ike keepalive use N on
          ipsec ike keepalive log N off
          ipsec ike local address N SITE
          ipsec ike local name N SITE ipv4-addr
          ipsec ike remote address N POP
          ipsec ike remote name N POP ipv4-addr
          ipsec ike pre-shared-key N text PSK
          ipsec ike proposal-limitation N on
         ip tunnel tcp mss limit auto
        tunnel enable N
        """;

    private static List<String> articleBlock(String number, String name, String pop, String psk) {
        return ARTICLE_BLOCK
                .replace("POP", pop)
                .replace("PSK", psk)
                .replace("NAME", name)
                .replace("SITE", SITE)
                .replaceAll("\\bN\\b", number)
                .lines()
                .toList();
    }

    private static List<String> render(RouterFacts facts, TunnelIntent... tunnels) {
        return RtxRenderer.render(router(tunnels), facts, List.of(), true);
    }

    @Test
    void theArticlesSiteIsRenderedLineByLineAsInTheArticle() {
        var expected = new ArrayList<>(articleBlock("1", "cato-tokyo", TOKYO, "TokyoKey1234"));
        expected.addAll(articleBlock("2", "cato-london", LONDON, "LondonKey5678"));
        expected.add("ipsec auto refresh on");
        expected.add("ip filter 90000 pass " + TOKYO + " " + SITE + " esp * *");
        expected.add("ip filter 90001 pass " + TOKYO + " " + SITE + " udp * 500");
        expected.add("ip filter 90002 pass " + LONDON + " " + SITE + " esp * *");
        expected.add("ip filter 90003 pass " + LONDON + " " + SITE + " udp * 500");
        expected.add("ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0");
        expected.add("ip route " + TOKYO + " gateway pp 1");
        expected.add("ip route " + LONDON + " gateway pp 1");

        assertThat(render(RTX810, tokyo(), london())).containsExactlyElementsOf(expected);
    }

    @Test
    void keysAreMaskedUnlessAskedFor() {
        assertThat(RtxRenderer.render(router(tokyo()), RTX810, List.of(), false))
                .contains("  ipsec ike pre-shared-key 1 text ********")
                .noneMatch(line -> line.contains("TokyoKey1234"));
    }

    @Test
    void newerModelsSpellTheNameOtherwiseAndExchangeChildSasAsTheRfcSays() {
        assertThat(render(RTX1300, with(tokyo(), proposal(DhGroup.MODP_2048))))
                .contains(
                        " description tunnel \"cato-tokyo\"",
                        "  ipsec ike child-exchange type 1 2",
                        "  ipsec ike group 1 modp2048")
                .noneMatch(line -> line.contains("tunnel name"));
    }

    @Test
    void oldFirmwareOfRtx1210LacksWhatItLacks() {
        assertThat(render(new RouterFacts("RTX1210", "Rev.14.01.10", null), tokyo()))
                .contains("  ipsec ike proposal-limitation 1 on")
                .noneMatch(line -> line.contains("child-exchange"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> render(new RouterFacts("RTX1210", "Rev.14.01.08", null), tokyo()))
                .withMessageContaining("update to Rev.14.01.09");
    }

    @Test
    void whatIsNotKnownOfflineIsNamedInAngleBrackets() {
        TunnelIntent t = tokyo();
        TunnelIntent unknown = new TunnelIntent(
                t.name(),
                1,
                t.description(),
                "WAN1",
                2,
                "<address allocated at Tokyo>",
                Identity.ipv4("<address allocated at Tokyo>"),
                null,
                null,
                t.proposal(),
                Lifetimes.CATO,
                null,
                Keepalive.DEFAULT,
                NatTraversal.AUTO,
                new TcpMss.Auto(),
                null,
                t.routes());
        RouterIntent intent = new RouterIntent(
                List.of(unknown), NUMBERS, List.of(new RouterIntent.Link("WAN1", "lan2", null, null)), null);

        assertThat(RtxRenderer.render(intent, RTX810, List.of(), true))
                .contains(
                        "  ipsec ike local address 1 <address of link WAN1>",
                        "  ipsec ike remote name 1 <address allocated at Tokyo> ipv4-addr",
                        "  ipsec ike pre-shared-key 1 text <pre-shared key>",
                        "ip filter 90001 pass <address allocated at Tokyo> <address of link WAN1> udp * 500",
                        "ip route <address allocated at Tokyo> gateway <gateway of link WAN1>");
    }

    @Test
    void aLinkOnALanNeedsItsNextHop() {
        RouterIntent fixed = new RouterIntent(
                List.of(tokyo()), NUMBERS, List.of(new RouterIntent.Link("WAN1", "lan2", SITE, "198.51.100.1")), null);
        RouterIntent dhcp = new RouterIntent(
                List.of(tokyo()), NUMBERS, List.of(new RouterIntent.Link("WAN1", "lan2", SITE, "DHCP")), null);
        assertThat(RtxRenderer.render(fixed, RTX810, List.of(), true))
                .contains("ip route " + TOKYO + " gateway 198.51.100.1");
        assertThat(RtxRenderer.render(dhcp, RTX810, List.of(), true))
                .contains("ip route " + TOKYO + " gateway dhcp lan2");
    }

    @Test
    void listedTrafficKeepsTheDefaultRouteAndNeedsNoHostRoute() {
        TunnelIntent listed =
                routed(tokyo(), new TunnelRoute("10.0.0.0/8", 1, false), new TunnelRoute("10.254.254.1/32", 1, false));
        assertThat(render(RTX810, listed))
                .filteredOn(line -> line.startsWith("ip route"))
                .containsExactly("ip route 10.0.0.0/8 gateway tunnel 1", "ip route 10.254.254.1 gateway tunnel 1");
    }

    @Test
    void aDestinationWrittenTwiceIsOneGateway() {
        TunnelIntent twice = routed(
                tokyo(), new TunnelRoute("10.254.254.1", 2, false), new TunnelRoute("10.254.254.1/32", 1, false));
        assertThat(render(RTX810, twice))
                .filteredOn(line -> line.startsWith("ip route"))
                .containsExactly("ip route 10.254.254.1 gateway tunnel 1");
    }

    @Test
    void aListedRangeThatCoversThePeerBringsItsHostRoute() {
        assertThat(render(RTX810, routed(tokyo(), new TunnelRoute("203.0.113.0/24", 1, false))))
                .contains("ip route " + TOKYO + " gateway pp 1");
    }

    @Test
    void thePreferredTunnelComesFirstWhateverItsNumber() {
        TunnelIntent second = routed(tokyo(), new TunnelRoute("default", 2, false));
        TunnelIntent first = routed(london(), new TunnelRoute("default", 1, false));
        assertThat(render(RTX810, second, first))
                .contains("ip route default gateway tunnel 2 hide gateway tunnel 1 weight 0");
    }

    @Test
    void ofThreeTunnelsEachHidesWhenDownAndOnlyTheFirstHasWeight() {
        TunnelIntent third = Intents.tunnel(3, "cato-osaka", "203.0.113.77", "OsakaKey9999");
        assertThat(render(RTX810, tokyo(), london(), third))
                .contains(
                        "ip route default gateway tunnel 1 hide gateway tunnel 2 hide weight 0 gateway tunnel 3 weight"
                                + " 0");
    }

    @Test
    void everyOptionHasItsLine() {
        TunnelIntent t = tokyo();
        Proposal pfs = new Proposal(
                t.proposal().ike(), new ChildProposal(Encryption.AES_CBC_128, Hash.SHA1, DhGroup.MODP_1024));
        TunnelIntent full = new TunnelIntent(
                t.name(),
                1,
                t.description(),
                "WAN1",
                2,
                TOKYO,
                new Identity(Identity.Type.FQDN, "pop.example.com"),
                null,
                new Identity(Identity.Type.EMAIL, "osaka@example.com"),
                pfs,
                new Lifetimes(Duration.ofHours(8), Duration.ofMinutes(30)),
                Secret.of("TokyoKey1234"),
                new Keepalive(Duration.ofSeconds(20), 3),
                NatTraversal.ON,
                new TcpMss.Limit(1300),
                new InnerAddresses("169.254.10.2/30", "169.254.10.1"),
                List.of());
        assertThat(render(RTX810, full))
                .contains(
                        "  ipsec sa policy 1 1 esp aes-cbc sha-hmac",
                        "  ipsec ike duration ike-sa 1 28800",
                        "  ipsec ike duration child-sa 1 1800",
                        "  ipsec ike keepalive use 1 on rfc4306 20 3",
                        "  ipsec ike local name 1 osaka@example.com user-fqdn",
                        "  ipsec ike remote name 1 pop.example.com fqdn",
                        "  ipsec ike pfs 1 on",
                        "  ipsec ike nat-traversal 1 on",
                        " ip tunnel address 169.254.10.2/30",
                        " ip tunnel remote address 169.254.10.1",
                        " ip tunnel tcp mss limit 1300",
                        "ip filter 90002 pass " + TOKYO + " " + SITE + " udp * 4500")
                .noneMatch(line -> line.startsWith("ip route"));
    }

    @Test
    void ikev1HasItsOwnWords() {
        TunnelIntent t = tokyo();
        TunnelIntent v1 = new TunnelIntent(
                t.name(),
                1,
                t.description(),
                "WAN1",
                1,
                TOKYO,
                Identity.ipv4(TOKYO),
                null,
                null,
                t.proposal(),
                Lifetimes.CATO,
                t.preSharedKey(),
                Keepalive.DEFAULT,
                NatTraversal.AUTO,
                new TcpMss.Off(),
                null,
                List.of());
        assertThat(render(RTX810, v1))
                .contains(
                        "  ipsec ike version 1 1",
                        "  ipsec ike duration isakmp-sa 1 19800",
                        "  ipsec ike duration ipsec-sa 1 3600",
                        "  ipsec ike keepalive use 1 on dpd 10 6",
                        "  ipsec ike local id 1 0.0.0.0/0",
                        "  ipsec ike remote id 1 0.0.0.0/0",
                        " ip tunnel tcp mss limit off")
                .noneMatch(line -> line.contains("proposal-limitation") || line.contains(" name 1 "));
    }

    @Test
    void natTraversalIsOnByItselfWhereThePeerSeesAnotherAddress() {
        TunnelIntent t = tokyo();
        TunnelIntent behindNat = new TunnelIntent(
                t.name(),
                1,
                t.description(),
                "WAN1",
                2,
                TOKYO,
                t.remoteIdentity(),
                "192.168.100.1",
                Identity.ipv4(SITE),
                t.proposal(),
                Lifetimes.CATO,
                t.preSharedKey(),
                Keepalive.DEFAULT,
                NatTraversal.AUTO,
                new TcpMss.Auto(),
                null,
                List.of());
        assertThat(render(RTX810, behindNat))
                .contains("  ipsec ike local address 1 192.168.100.1", "  ipsec ike nat-traversal 1 on");
    }

    @Test
    void whatTheModelCannotDoIsRefusedInWords() {
        Proposal gcm =
                new Proposal(tokyo().proposal().ike(), new ChildProposal(Encryption.AES_GCM_256, Hash.SHA2_256, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> render(RTX810, with(tokyo(), gcm)))
                .withMessage("RTX810 can't do encryption AES-GCM-256; it has AES-CBC-128, AES-CBC-256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> render(new RouterFacts("RTX9000", "", null), tokyo()))
                .withMessageContaining("RTX9000")
                .withMessageContaining("RTX1300");
    }

    @Test
    void aDescriptionWithAQuoteIsRefusedNotEscaped() {
        TunnelIntent evil = Intents.tunnel(1, "x\" \r\nno ip route default", TOKYO, "TokyoKey1234");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> render(RTX810, evil))
                .withMessageContaining(": description can't be sent to a router")
                .withMessageContaining("U+0022");
    }
}
