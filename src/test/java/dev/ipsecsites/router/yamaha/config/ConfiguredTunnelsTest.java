package dev.ipsecsites.router.yamaha.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.router.ConfiguredTunnel;
import dev.ipsecsites.router.ConfiguredTunnel.Fate;
import dev.ipsecsites.router.ConfiguredTunnel.Packets;
import dev.ipsecsites.router.ConfiguredTunnel.Passage;
import dev.ipsecsites.router.ConfiguredTunnel.Route;
import dev.ipsecsites.router.ConfiguredTunnel.Setting;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.yamaha.show.RouteTable;
import dev.ipsecsites.router.yamaha.show.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tunnel's lines in nobody's words. */
class ConfiguredTunnelsTest {
    private static final LinkState LINK = new LinkState("WAN1", "pp1", true, "198.51.100.20", null, 1);
    private static final String KEY = "Abcdefgh12345678";

    /** The article's block with the lines that it takes for granted. */
    private static final String ARTICLE = """
        ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0
        ip route 203.0.113.10 gateway pp 1
        ip route 10.254.254.1 gateway tunnel 1
        ip lan1 address 192.168.100.1/24
        pp select 1
         ip pp secure filter in 101 102 199
         ip pp secure filter out 200 dynamic 300
         ip pp nat descriptor 1
        tunnel select 1
         tunnel name tokyo
          ipsec tunnel 101
          ipsec sa policy 101 7 esp aes256-cbc sha256-hmac anti-replay-check=on
          ipsec ike version 7 2
          ipsec ike group 7 modp1024
          ipsec ike encryption 7 aes256-cbc
          ipsec ike hash 7 sha256
          ipsec ike duration ike-sa 7 19800
          ipsec ike duration child-sa 7 3600
          ipsec ike keepalive use 7 on
          ipsec ike local address 7 198.51.100.20
          ipsec ike local name 7 198.51.100.20 ipv4-addr
          ipsec ike remote address 7 203.0.113.10
          ipsec ike remote name 7 203.0.113.10 ipv4-addr
          ipsec ike pre-shared-key 7 text Abcdefgh12345678
          ipsec ike proposal-limitation 7 on
         ip tunnel tcp mss limit auto
         tunnel enable 1
        ip filter 101 pass 203.0.113.10 198.51.100.20 esp * *
        ip filter 102 pass 203.0.113.10 198.51.100.20 udp * 500
        ip filter 199 reject * * * * *
        ip filter 200 pass * * * * *
        nat descriptor type 1 masquerade
        nat descriptor masquerade static 1 1 198.51.100.20 udp 500
        ipsec auto refresh on
        """;

    private static final String ROUTES = """
        default             -                TUNNEL[1]      static
        default             -                TUNNEL[2]      static w(0)
        10.254.254.1        -                TUNNEL[1]      static
        203.0.113.10        -                 PP[01]       static
        """;

    @Test
    void theArticlesTunnelIsReadWhole() {
        ConfiguredTunnel tunnel = tunnel(ARTICLE, ROUTES);
        assertThat(tunnel.number()).isEqualTo(1);
        assertThat(tunnel.gateway()).isEqualTo(7);
        assertThat(tunnel.policy()).isEqualTo(101);
        assertThat(tunnel.enabled()).isTrue();
        assertThat(tunnel.starts()).isTrue();
        assertThat(tunnel.ikeVersion().value()).isEqualTo(2);
        assertThat(tunnel.dhGroup()).isEqualTo(new Setting<>(DhGroup.MODP_1024, "ipsec ike group 7 modp1024"));
        assertThat(tunnel.ikeEncryption().value()).isEqualTo(Encryption.AES_CBC_256);
        assertThat(tunnel.ikeHash().value()).isEqualTo(Hash.SHA2_256);
        assertThat(tunnel.childEncryption().value()).isEqualTo(Encryption.AES_CBC_256);
        assertThat(tunnel.childHash().value()).isEqualTo(Hash.SHA2_256);
        assertThat(tunnel.pfs()).isEqualTo(new Setting<>(false, null));
        assertThat(tunnel.proposalLimited().value()).isTrue();
        assertThat(tunnel.natTraversal()).isEqualTo(new Setting<>(false, null));
        assertThat(tunnel.ikeLifetime().value()).isEqualTo(Duration.ofSeconds(19_800));
        assertThat(tunnel.childLifetime().value()).isEqualTo(Duration.ofSeconds(3_600));
        assertThat(tunnel.localAddress().value()).isEqualTo("198.51.100.20");
        assertThat(tunnel.remoteIdentity().value()).isEqualTo(Identity.ipv4("203.0.113.10"));
        assertThat(tunnel.preSharedKey()).isTrue();
        assertThat(tunnel.mtu()).isEqualTo(new Setting<>(1280, null));
        assertThat(tunnel.mssLimited().value()).isTrue();
        assertThat(tunnel.routed()).containsExactlyInAnyOrder("default", "10.254.254.1");
        assertThat(tunnel.carried()).containsExactlyInAnyOrder("default", "10.254.254.1");
        assertThat(tunnel.routeToPeer()).isEqualTo(new Route("203.0.113.10", "pp1", null));
        assertThat(tunnel.defaultRoute()).isEqualTo(new Route("default", "tunnel1", null));
        assertThat(tunnel.nat()).isEqualTo(new ConfiguredTunnel.Nat(1, List.of(Packets.IKE)));
        assertThat(tunnel.toString()).doesNotContain(KEY);
    }

    @Test
    void filtersAreJudgedByTheFirstThatMatches() {
        ConfiguredTunnel tunnel = tunnel(ARTICLE, ROUTES);
        assertThat(fate(tunnel, Packets.IKE, true)).isEqualTo(Fate.PASSES);
        assertThat(fate(tunnel, Packets.ESP, true)).isEqualTo(Fate.PASSES);
        assertThat(fate(tunnel, Packets.IKE, false)).isEqualTo(Fate.PASSES);
        assertThat(fate(tunnel, Packets.NAT_TRAVERSAL, true))
                .as("a dynamic filter may let it in")
                .isEqualTo(Fate.UNKNOWN);
        assertThat(tunnel.echo()).isEqualTo(Fate.DROPPED);
        assertThat(tunnel(ARTICLE.replace("filter in 101 102 199", "filter in 199"), ROUTES)
                        .passages())
                .contains(new Passage(Packets.ESP, true, Fate.DROPPED, "ip filter 199 reject * * *"));
    }

    @Test
    void theRoutersOwnListOfPortsIsInNobodysWay() {
        ConfiguredTunnel tunnel = tunnel(
                ARTICLE.replace("filter in 101 102 199", "filter in 198 101")
                                .replace("filter out 200 dynamic 300", "filter out 200")
                        + "ip filter 198 reject * * udp,tcp netbios_ns-netbios_ssn *\n",
                ROUTES);
        assertThat(fate(tunnel, Packets.ESP, true)).isEqualTo(Fate.PASSES);
        assertThat(fate(tunnel, Packets.IKE, true)).isEqualTo(Fate.DROPPED);
    }

    @Test
    void aPingNeedsItsEchoLetOutAndTheAnswerLetIn() {
        String text = ARTICLE.replace("filter in 101 102 199", "filter in 198")
                .replace("filter out 200 dynamic 300", "filter out 197");
        String both = "ip filter 197 pass * * icmp 8\nip filter 198 pass * * icmp 0\n";
        assertThat(tunnel(text + both, ROUTES).echo()).isEqualTo(Fate.PASSES);
        assertThat(tunnel(text + both.replace("icmp 0", "icmp 8"), ROUTES).echo())
                .isEqualTo(Fate.DROPPED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        masquerade static 1 1 198.51.100.20 udp 500,4500; IKE,NAT_TRAVERSAL
        masquerade static 1 1 198.51.100.20 udp 400-600; IKE
        masquerade static 1 1 198.51.100.20 udp 500=10500; ''
        masquerade static 1 1 198.51.100.20 udp 10500=500; ''
        masquerade static 1 1 192.168.100.50 udp 500; ''
        masquerade static 2 1 198.51.100.20 udp 500; ''
        static 1 1 198.51.100.20=198.51.100.20; IKE,NAT_TRAVERSAL,ESP
        static 1 1 198.51.100.20=192.168.100.50; ''
        """)
    void anEntryLeadsInWhatKeepsItsPort(String entry, String led) {
        String text = ARTICLE.replace("masquerade static 1 1 198.51.100.20 udp 500", entry);
        assertThat(Objects.requireNonNull(tunnel(text, ROUTES).nat()).led())
                .extracting(Packets::name)
                .containsExactlyInAnyOrder(led.isEmpty() ? new String[0] : led.split(",", -1));
    }

    @Test
    void withoutAListEverythingPasses() {
        ConfiguredTunnel open = tunnel(ARTICLE.replaceAll(" ip pp secure.*\n", ""), ROUTES);
        assertThat(open.passages())
                .hasSize(6)
                .allSatisfy(p -> assertThat(p.fate()).isEqualTo(Fate.PASSES));
        assertThat(open.echo()).isEqualTo(Fate.PASSES);
    }

    @Test
    void whatNoLineSaysIsTheRoutersDefault() {
        ConfiguredTunnel bare = tunnel("tunnel select 1\n ipsec tunnel 1\n  ipsec sa policy 1 1 esp", "");
        assertThat(bare.enabled()).isFalse();
        assertThat(bare.starts()).isFalse();
        assertThat(bare.ikeVersion()).isEqualTo(new Setting<>(1, null));
        assertThat(bare.dhGroup()).isEqualTo(new Setting<>(DhGroup.MODP_1024, null));
        assertThat(bare.ikeEncryption().value()).as("3DES has no name here").isNull();
        assertThat(bare.childEncryption().value()).isEqualTo(Encryption.AES_CBC_128);
        assertThat(bare.proposalLimited()).isEqualTo(new Setting<>(false, null));
        assertThat(bare.ikeLifetime().value()).isEqualTo(Duration.ofSeconds(28_800));
        assertThat(bare.preSharedKey()).isFalse();
        assertThat(bare.passages()).isEmpty();
        assertThat(bare.routeToPeer()).isNull();
    }

    @Test
    void namesThatArentAddressesAndValuesThatNobodyKnowsAreNull() {
        ConfiguredTunnel tunnel = tunnel(
                ARTICLE.replace("remote address 7 203.0.113.10", "remote address 7 any")
                        .replace("group 7 modp1024", "group 7 modp768")
                        .replace("local name 7 198.51.100.20 ipv4-addr", "local name 7 198.51.100.20"),
                ROUTES);
        assertThat(tunnel.remoteAddress()).isEqualTo(new Setting<>(null, "ipsec ike remote address 7 any"));
        assertThat(tunnel.dhGroup().value()).isNull();
        assertThat(tunnel.dhGroup().line()).isEqualTo("ipsec ike group 7 modp768");
        assertThat(tunnel.localIdentity().value()).isNull();
    }

    @Test
    void nothingOnTheNumberIsNoTunnel() {
        assertThat(RtxConfig.parse(ARTICLE, 0).tunnel(3, LINK)).isEmpty();
    }

    @Test
    void theInsideAddressIsThatOfALanWhichIsNoLink() {
        RtxConfig config = RtxConfig.parse("ip lan2 address 203.0.113.5/29\nip lan1 address 192.168.1.1/24", 0);
        assertThat(config.insideAddress(List.of(LINK))).contains("192.168.1.1");
        assertThat(config.insideAddress(List.of(new LinkState("W", "lan1", true, "192.168.1.1", null, null))))
                .contains("203.0.113.5");
        assertThat(RtxConfig.parse("ip lan1 address dhcp", 0).insideAddress(List.of(LINK)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        ip bridge1 address 192.168.100.1/24|ip lan3 address 172.16.0.1/30; 192.168.100.1
        ip bridge1 address 192.168.100.1/24; 192.168.100.1
        ip vlan1 address 192.168.10.1/24|ip lan2 address dhcp; 192.168.10.1
        ip lan1/1 address 192.168.10.1/24; 192.168.10.1
        ip lan1.2 address 192.168.10.1/24; 192.168.10.1
        ip lan10 address 192.168.10.1/24|ip lan2 address 192.168.2.1/24; 192.168.2.1
        ip lan1 address 203.0.113.5/29|ip lan2 address 192.168.2.1/24|ip route default gateway 203.0.113.1; 192.168.2.1
        ip lan1 address 192.168.9.1/24|ip lan2 address 192.168.2.1/24|pp select 1| pppoe use lan1; 192.168.2.1
        ip lan1 address 192.168.9.1/24|ip lan2 address 192.168.2.1/24|ip route default gateway dhcp lan1; 192.168.2.1
        ip lan1 address 192.168.9.1/24|ip route 10.0.0.0/8 gateway 192.168.9.254; 192.168.9.1
        ip lan1 address 203.0.113.5/29|ip route default gateway 203.0.113.1;
        ip pp address 198.51.100.20/32;
        """)
    void anAddressToPingFromIsThatOfANetworkBehindTheRouter(String config, @Nullable String address) {
        assertThat(RtxConfig.parse(config.replace('|', '\n'), 0).insideAddress(List.of(LINK)))
                .isEqualTo(Optional.ofNullable(address));
    }

    private static Fate fate(ConfiguredTunnel tunnel, Packets packets, boolean inbound) {
        return tunnel.passages().stream()
                .filter(p -> p.packets() == packets && p.inbound() == inbound)
                .findFirst()
                .orElseThrow()
                .fate();
    }

    private static ConfiguredTunnel tunnel(String config, String routes) {
        return RtxConfig.parse(config, 0)
                .with(new Surroundings(null, RouteTable.parse(routes.lines().toList())))
                .tunnel(1, LINK)
                .orElseThrow();
    }
}
