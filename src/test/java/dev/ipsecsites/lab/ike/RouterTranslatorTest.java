package dev.ipsecsites.lab.ike;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.ike.IkeConnection.Life;
import dev.ipsecsites.lab.ike.IkeConnection.Start;
import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.PreSharedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The router's end, from the text of its running configuration; the first block is the article's. */
class RouterTranslatorTest {
    private static final List<String> ARTICLE = """
        ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0
        ip route 203.0.113.10 gateway pp 1
        ip lan1 address 192.168.100.1/24
        pp select 1
         pppoe use lan2
         ip pp mtu 1454
         pp enable 1
        tunnel select 1
         tunnel name "To Tokyo"
         ipsec tunnel 11
          ipsec sa policy 11 1 esp aes256-cbc sha256-hmac
          ipsec ike version 1 2
          ipsec ike duration ipsec-sa 1 3600
          ipsec ike duration ike-sa 1 19800
          ipsec ike encryption 1 aes256-cbc
          ipsec ike group 1 modp1024
          ipsec ike hash 1 sha256
          ipsec ike keepalive log 1 off
          ipsec ike keepalive use 1 on
          ipsec ike local address 1 192.0.2.10
          ipsec ike local name 1 192.0.2.10 ipv4-addr
          ipsec ike pre-shared-key 1 text Abcdefgh1234
          ipsec ike proposal-limitation 1 on
          ipsec ike remote address 1 203.0.113.10
          ipsec ike remote name 1 203.0.113.10 ipv4-addr
         ip tunnel tcp mss limit auto
         tunnel enable 1
        ipsec auto refresh on
        """.lines().toList();

    private static RouterGateway gateway(String model, String... more) {
        List<String> lines = new ArrayList<>(ARTICLE);
        for (String line : more) {
            if (line.startsWith("no ")) {
                lines.removeIf(old -> old.strip().startsWith(line.substring(3)));
            } else {
                lines.add(line);
            }
        }
        return RouterTranslator.gateways(lines, new RouterTranslator.Box(model, Map.of("pp 1", "192.0.2.10")))
                .getFirst();
    }

    private static IkeConnection connection(String... more) {
        return gateway("RTX830", more).connection().orElseThrow();
    }

    @Test
    void theArticlesBlockIsOneProposalAndStartsByItself() {
        RouterGateway gateway = gateway("RTX810");
        assertThat(gateway.tunnel()).contains(1);
        assertThat(gateway.limited()).isTrue();
        assertThat(gateway.settings()).isEqualTo(CharonSettings.ofKeepalive(10, 6));
        IkeConnection connection = gateway.connection().orElseThrow();
        assertThat(connection.ikeProposals()).containsExactly("aes256-sha256-prfsha256-modp1024");
        assertThat(connection.childProposals()).containsExactly("aes256-sha256");
        assertThat(connection.localAddress()).isEqualTo("192.0.2.10");
        assertThat(connection.remoteAddress()).isEqualTo("203.0.113.10");
        assertThat(connection.localId()).isEqualTo(new IkeIdentity("ipv4", "192.0.2.10"));
        assertThat(connection.preSharedKey()).isEqualTo(PreSharedKey.ofText("Abcdefgh1234"));
        assertThat(connection.initiates()).isTrue();
        assertThat(connection.localSelectors()).containsExactly("0.0.0.0/0");
        assertThat(connection.dpdSeconds()).isEqualTo(10);
    }

    @Test
    void withoutLimitationEverythingTheModelHasIsOfferedAndTheConfiguredGroupComesFirst() {
        IkeConnection small = connection("no ipsec ike proposal-limitation 1", "ipsec ike group 1 modp1536");
        assertThat(small.ikeProposals())
                .containsExactly("aes256-aes192-aes128-3des-des-sha256-sha1-md5-prfsha256-prfsha1-prfmd5"
                        + "-modp1536-modp2048-modp1024-modp768");
        assertThat(small.childProposals()).containsExactly("aes256-aes192-aes128-3des-des-sha256-sha1-md5");
        assertThat(gateway("RTX1300", "no ipsec ike proposal-limitation 1")
                        .connection()
                        .orElseThrow()
                        .childProposals())
                .singleElement()
                .asString()
                .contains("sha512-sha384");
    }

    @Test
    void unsaidAlgorithmsAreTheRoutersDefaults() {
        IkeConnection defaults = connection(
                "no ipsec ike encryption",
                "no ipsec ike hash",
                "no ipsec ike group",
                "no ipsec sa policy",
                "ipsec sa policy 11 1 esp");
        assertThat(defaults.ikeProposals()).containsExactly("3des-sha1-prfsha1-modp1024");
        assertThat(defaults.childProposals()).containsExactly("aes128-sha1");
    }

    @Test
    void perfectForwardSecrecyUsesTheGroupOfIke() {
        assertThat(connection("ipsec ike pfs 1 on").childProposals()).containsExactly("aes256-sha256-modp1024");
    }

    @Test
    void theLegacyExchangeRenewsByStartingAgain() {
        IkeConnection legacy = connection();
        assertThat(legacy.reauthenticates()).isTrue();
        assertThat(legacy.ike()).isEqualTo(new Life(19_800, 2_700, 0));
        assertThat(legacy.child()).isEqualTo(new Life(3_600, 0, 0));
        IkeConnection standard = connection("ipsec ike child-exchange type 1 2");
        assertThat(standard.reauthenticates()).isFalse();
        assertThat(standard.ike()).isEqualTo(new Life(19_800, 14_850, 0));
        assertThat(standard.child()).isEqualTo(new Life(3_600, 2_700, 0));
    }

    @Test
    void anIkeSaLivesAtLeastAsLongAsItsChild() {
        assertThat(connection(
                                "ipsec ike child-exchange type 1 2",
                                "ipsec ike duration ike-sa 1 3600 rekey 80%",
                                "ipsec ike duration child-sa 1 28800")
                        .ike())
                .isEqualTo(new Life(28_800, 23_040, 0));
    }

    @Test
    void volumeAndRekeyMarginOfALifetimeAreKept() {
        IkeConnection connection =
                connection("ipsec ike child-exchange type 1 2", "ipsec ike duration child-sa 1 7200 50000 rekey 90%");
        assertThat(connection.child()).isEqualTo(new Life(7_200, 6_480, 50_000));
    }

    @ParameterizedTest
    @CsvSource({
        "site.example.com fqdn, fqdn, site.example.com",
        "site@example.com user-fqdn, email, site@example.com",
        "site@example.com rfc822-addr, email, site@example.com",
        "osaka-1 key-id, key-id, osaka-1",
        "192.0.2.10, key-id, 192.0.2.10",
    })
    void aNameHasItsTypeAndWithoutOneIsAKeyId(String typed, String type, String value) {
        assertThat(connection("ipsec ike local name 1 " + typed).localId()).isEqualTo(new IkeIdentity(type, value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
        text Abc; 416263
        text "with some spaces"; 7769746820736f6d6520737061636573
        text "abcdefg\\"; 616263646566675c
        text "a\\"b; 615c62
        text a\\'b\\"c; 61276222 63
        text 'a"b'"'"; 6122 6227
        text a"#"b#c; 612362
        text 0x4142; 307834313432
        0x4142FF; 4142ff
        0xfe; fe
        """)
    void aKeyIsTextOrHexadecimal(String typed, String octets) {
        assertThat(connection("ipsec ike pre-shared-key 1 " + typed).preSharedKey())
                .isEqualTo(new PreSharedKey(octets.replace(" ", "")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        ip route 203.0.113.0/24 gateway pp 1; 192.0.2.10
        ip route 203.0.113.0/24 gateway pp 1, ip route 203.0.113.0/28 gateway 198.51.100.22; 198.51.100.20
        ip route 203.0.113.0/24 gateway pp 1, ip route 203.0.113.10 gateway tunnel 1; -
        ip route 203.0.113.0/24 gateway pp 1, ip route 203.0.113.10 gateway tunnel 1 hide; 192.0.2.10
        ip route 203.0.113.10 gateway pp 1 weight 0 gateway 198.51.100.22; 198.51.100.20
        ip route 203.0.113.10 gateway 198.51.100.22 filter 1 gateway pp 1; 192.0.2.10
        ip lan3 address 203.0.113.1/24, ip route 203.0.0.0/16 gateway pp 1; 203.0.113.1
        ip route 203.0.0.0/16 gateway dhcp lan2; 198.51.100.20
        ip route 198.0.0.0/8 gateway pp 1; -
        """)
    void whereFromIsWhatTheLongestRouteLeadsTo(String typed, String from) {
        List<String> lines = new ArrayList<>(ARTICLE);
        lines.removeIf(line -> line.contains("local address") || line.startsWith("ip route 203"));
        lines.add("ip lan2 address 198.51.100.20/29");
        lines.addAll(List.of(typed.split(", ", -1)));
        assertThat(RouterTranslator.gateways(lines, new RouterTranslator.Box("RTX830", Map.of("pp 1", "192.0.2.10")))
                        .getFirst()
                        .connection()
                        .map(IkeConnection::localAddress)
                        .orElse("-"))
                .isEqualTo(from);
    }

    @Test
    void whoGoesNowhereAnswersOnItsWayOut() {
        assertThat(connection("ipsec ike remote address 1 any", "no ipsec ike local address")
                        .localAddress())
                .isEqualTo("192.0.2.10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no tunnel enable",
                "no ipsec tunnel",
                "no ipsec ike pre-shared-key",
                "no ipsec ike local name",
                "no ipsec ike remote name",
                "no ipsec sa policy",
                "ipsec use off",
                "ipsec ike auth method 1 eap-md5",
                "ipsec ike auth method 1 certificate",
                "ipsec ike local address 1 192.0.2.99"
            })
    void whatKeepsIkeFromStartingIsARouterThatSaysNothing(String change) {
        RouterGateway gateway = gateway("RTX830", change);
        assertThat(gateway.connection()).isEmpty();
        assertThat(gateway.silence()).isPresent();
    }

    @Test
    void whoAnswersNobodyIsThereOnlyIfItStarts() {
        String off = "ipsec ike negotiation receive 1 off";
        assertThat(connection(off).initiates()).isTrue();
        assertThat(gateway("RTX830", off, "no ipsec auto refresh").connection()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no ipsec auto refresh", "ipsec auto refresh 1 off", "ipsec ike remote address 1 any"})
    void itWaitsWhenItMayNotOrCannotBegin(String change) {
        assertThat(connection(change).initiates()).isFalse();
    }

    @Test
    void whereToGoIsTheRemoteNameWhenNoAddressIsTyped() {
        assertThat(connection("no ipsec ike remote address").remoteAddress()).isEqualTo("203.0.113.10");
        assertThat(connection("no ipsec ike remote address", "ipsec ike remote name 1 203.0.113.10 key-id")
                        .remoteAddress())
                .isEqualTo("%any");
        assertThat(connection("ipsec ike remote address 1 pop.example.com", "ip host pop.example.com 203.0.113.9")
                        .remoteAddress())
                .isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ipsec ike local address 1 ipcp pp 1", "no ipsec ike local address"})
    void whereFromIsTheLinesAddressWhenTheConfigurationSaysSo(String change) {
        assertThat(connection(change).localAddress()).isEqualTo("192.0.2.10");
    }

    @Test
    void aStaticAddressBesideTheNextRouterIsTheOneOnTheWay() {
        List<String> lines = new ArrayList<>(ARTICLE);
        lines.removeIf(line -> line.contains("local address") || line.startsWith("ip route 203"));
        lines.add("ip lan2 address 198.51.100.20/29");
        lines.add("ip route 203.0.113.10 gateway 198.51.100.22");
        assertThat(RouterTranslator.gateways(lines, new RouterTranslator.Box("RTX830", Map.of()))
                        .getFirst()
                        .connection()
                        .orElseThrow()
                        .localAddress())
                .isEqualTo("198.51.100.20");
    }

    @ParameterizedTest
    @CsvSource({
        "on rfc4306 20 3, 20",
        "on dpd 5 2, 5",
        "on, 10",
        "auto, 0",
        "off, 0",
        "on icmp-echo 10.254.254.1 10 6, 0"
    })
    void keepaliveIsALivenessCheckUnlessItIsAPing(String typed, int seconds) {
        assertThat(connection("ipsec ike keepalive use 1 " + typed).dpdSeconds())
                .isEqualTo(seconds);
    }

    @Test
    void neitherTheKeyNorItsHexadecimalFormIsPrintedWithTheConnection() {
        IkeConnection connection = connection();
        assertThat(connection.toString()).doesNotContain("Abcdefgh1234", "416263");
        assertThat(connection.text(Start.BY_HAND))
                .contains("secret = 0x416263646566676831323334")
                .doesNotContain("Abcdefgh1234");
    }

    @Test
    void onlyAnEndThatInitiatesIsStartedAndKeptUpByItsDaemon() {
        assertThat(connection().text(Start.BY_ITSELF)).contains("start_action = start", "keyingtries = 0");
        assertThat(connection("no ipsec auto refresh").text(Start.BY_ITSELF)).contains("start_action = none");
        assertThat(connection().text(Start.BY_HAND)).contains("start_action = none", "keyingtries = 1");
    }
}
