package dev.ipsecsites.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ipsecsites.diagnosis.Diagnosis;
import dev.ipsecsites.diagnosis.Language;
import dev.ipsecsites.diagnosis.RouterHalf;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which tunnels of a router are Cato's: those that its addresses are routed into (article; cato-api.md §2.8). */
class PeersTest {
    private static final String PSK = "Auth payload doesn't match the calculated one - wrong psk?";
    private static final String NAMED = "time,tunnel,message\n2024-01-29T09:40:23Z,PRIMARY1,\"" + PSK + "\"\n";
    private static final String NAMELESS = "time,message\n2024-01-29T09:40:23Z,\"" + PSK + "\"\n";
    private static final String BRANCH = "ip route 192.168.50.0/24 gateway tunnel 1\n";

    /** Tunnel 1 leads to a branch, 2 and 3 to Cato. */
    private static String config(String routes) {
        StringBuilder text = new StringBuilder(routes.replace(" | ", "\n")).append('\n');
        List<String> peers = List.of("192.0.2.77", "203.0.113.10", "203.0.113.20");
        for (int n = 1; n <= peers.size(); n++) {
            text.append("""
                    tunnel select %1$d
                     ipsec tunnel %1$d
                      ipsec sa policy %1$d %1$d esp aes256-cbc sha256-hmac
                      ipsec ike version %1$d 2
                      ipsec ike pre-shared-key %1$d text *
                      ipsec ike proposal-limitation %1$d on
                      ipsec ike remote address %1$d %2$s
                     tunnel enable %1$d
                    """.formatted(n, peers.get(n - 1)));
        }
        return text.append("ipsec auto refresh on\nsyslog info on\n").toString();
    }

    private static String status(String... states) {
        StringBuilder text = new StringBuilder();
        for (int n = 1; n <= states.length; n++) {
            text.append("# show status tunnel %1$d\nTUNNEL[%1$d]:\n  Current status is %2$s.\n"
                    .formatted(n, states[n - 1]));
        }
        return text.toString();
    }

    private static FileEvidence read(String... files) {
        List<Input> inputs = new ArrayList<>();
        for (String file : files) {
            inputs.add(Input.of("file" + inputs.size(), file));
        }
        return FileEvidence.read(inputs);
    }

    private static Diagnosis key(String... files) {
        return read(files).diagnose(Language.ENGLISH).stream()
                .filter(d -> d.cause().word().equals("AuthenticationMismatch"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "ip route default gateway tunnel 2 hide gateway tunnel 3 weight 0, 2 3",
        "ip route default gateway tunnel 3 weight 0 gateway tunnel 2 hide, 2 3",
        "ip route default gateway pp 1 | ip route 10.254.254.0/24 gateway tunnel 2 hide gateway tunnel 3 weight 0, 2 3",
        "ip route default gateway pp 1 | ip route 10.254.254.253 gateway tunnel 3 gateway tunnel 2 weight 0, 3 2",
        "ip route default gateway pp 1 | ip route 10.41.0.0/16 gateway tunnel 3 gateway tunnel 2 weight 0, 3 2",
        "ip route default gateway pp 1 | ip route 10.0.0.0/8 gateway tunnel 3 gateway tunnel 2 weight 0, 3 2",
        "ip route default gateway tunnel 1 | ip route 10.254.254.0/24 gateway tunnel 2 gateway tunnel 3 weight 0, 2 3",
        "ip route default gateway tunnel 2 gateway tunnel 3 weight 0 | ip route 10.254.254.5 gateway tunnel 3, 2 3",
        "ip route default gateway tunnel 2 gateway tunnel 3 weight 0 | ip route 10.41.0.0/16 gateway tunnel 1, 2 3"
    })
    void theTunnelsIntoWhichCatosAddressesAreRoutedAreItsOwn(String routes, String expected) {
        var tunnels =
                read(config(routes + " | " + BRANCH), NAMED).sites().getFirst().tunnels();
        List<String> numbers = List.of("PRIMARY1", "SECONDARY1").stream()
                .map(id -> tunnels.stream()
                        .filter(t -> t.tunnel().equals(id))
                        .findFirst()
                        .orElseThrow())
                .map(t -> String.valueOf(Objects.requireNonNull(t.intended()).number()))
                .toList();
        assertThat(String.join(" ", numbers)).isEqualTo(expected);
        assertThat(tunnels).anyMatch(t -> t.tunnel().equals("1"));
    }

    @Test
    void whatCatoSaysIsNotOfAnotherPeersTunnel() {
        String routes = "ip route default gateway pp 1\n"
                + "ip route 10.254.254.0/24 gateway tunnel 2 hide gateway tunnel 3 weight 0\n" + BRANCH;
        assertThat(key(config(routes), NAMED).remedy()).contains("pre-shared-key 2 text", "remote name 2 203.0.113.10");
        Diagnosis key = key(config(routes), status("Online", "Offline", "Online"), NAMED);
        assertThat(key.tunnel()).isEqualTo("PRIMARY1");
        assertThat(read(config(routes), NAMELESS).diagnose(Language.ENGLISH))
                .noneMatch(d -> "1".equals(d.tunnel()) && d.cause().word().equals("AuthenticationMismatch"));
        assertThat(read(config(routes), "File not found\n").diagnose(Language.ENGLISH))
                .noneMatch(d -> "1".equals(d.tunnel()) && d.cause().word().equals("NothingArrives"));
    }

    /** Three tunnels, and nothing tells which two are Cato's: no sentence may name one of them as if it were known. */
    @Test
    void aTunnelThatIsOnlyGuessedIsSaidToBe() {
        for (String router : List.of(config("ip route default gateway pp 1"), status("Online", "Offline", "Online"))) {
            Diagnosis key = key(router, NAMED);
            assertThat(key.confidence().word()).isEqualTo("Possible");
            assertThat(key.evidence()).anyMatch(line -> line.contains("is a guess"));
            assertThat(key.remedy())
                    .contains("pre-shared-key N text", "CATO-ADDRESS")
                    .doesNotContain("192.0.2.77");
            assertThat(key.repairable()).isFalse();
        }
    }

    /** {@code show status tunnel} says of each what it is. */
    @ParameterizedTest
    @CsvSource({
        "Interface type: L2TP, false",
        "Interface type: IPv4 over IPv6(MAP-E), false",
        "インタフェースの種類: L2TP, false",
        "  Interface type: IPsec, true",
        "インタフェースの種類: IPsec, true",
        "'', true",
    })
    void aTunnelOfAnotherKindIsNoneOfASites(String kind, boolean sites) {
        String all = status("Online", "Offline", "Online").replace("TUNNEL[1]:\n", "TUNNEL[1]:\n" + kind + "\n");
        assertThat(read(all).sites().getFirst().tunnels())
                .extracting(t -> t.tunnel())
                .containsExactlyElementsOf(sites ? List.of("1", "2", "3") : List.of("2", "3"));
        Diagnosis key = key(all, NAMED);
        assertThat(key.confidence().word()).isEqualTo(sites ? "Possible" : "Likely");
        assertThat(key.remedy()).contains(sites ? "pre-shared-key N" : "pre-shared-key 2");
    }

    private static final String DIALLED_IN = """
            4     88   -     isakmp        -    3589    198.51.100.7
            5     88   4     tra[0088]esp  send 3590    198.51.100.7
            6     88   4     tra[0088]esp  recv 3590    198.51.100.7
            """;

    /** Of the SAs that nobody has the configuration of. */
    @Test
    void sasOfOtherPeersAreNoTunnelsOfASite() {
        String first = sas(5).replace("ike   ", "isakmp");
        String negotiating = "4     88   -     isakmp        -    3589    198.51.100.7\n";
        assertThat(numbers(sas(1) + negotiating)).containsExactly("1");
        assertThat(numbers(sas(1) + DIALLED_IN)).containsExactly("1");
        assertThat(numbers(sas(1) + first.lines().skip(5).collect(Collectors.joining("\n", "", "\n"))))
                .containsExactly("1");
        assertThat(numbers(first)).as("nothing tells that it isn't").containsExactly("5");
        assertThat(numbers(sas(1) + negotiating, "2024/01/29 18:38:23: [IKE] GW:88 initiate\n"))
                .containsExactly("1");
        assertThat(read(sas(1) + negotiating).diagnose(Language.ENGLISH)).isEmpty();
        assertThat(key(sas(88).lines().limit(5).collect(Collectors.joining("\n", "", "\n")) + DIALLED_IN, NAMED)
                        .confidence()
                        .word())
                .isEqualTo("Likely");
    }

    private static List<String> numbers(String... files) {
        return read(files).sites().getFirst().tunnels().stream()
                .map(t -> t.tunnel())
                .toList();
    }

    @Test
    void theConfigurationKnowsBetterWhatATunnelIs() {
        String status = status("Offline").replace("TUNNEL[1]:\n", "TUNNEL[1]:\n  Interface type: L2TP\n");
        assertThat(read(config(BRANCH), status).sites().getFirst().tunnels())
                .extracting(t -> t.tunnel())
                .contains("1");
    }

    @Test
    void twoTunnelsAreTheTwoThatASiteHas() {
        var tunnels =
                read(status("Offline", "Offline"), NAMED).sites().getFirst().tunnels();
        assertThat(tunnels).extracting(t -> t.tunnel()).containsExactly("PRIMARY1", "SECONDARY1");
        assertThat(tunnels).allMatch(t -> Objects.requireNonNull(t.router()).pairing() == RouterHalf.Pairing.SURE);
    }

    private static String sas(int number) {
        return """
                # show ipsec sa
                Total: isakmp:1 send:1 recv:1

                sa    sgw isakmp connection    dir  life[s] remote-id
                ----------------------------------------------------------------------------
                1     %1$d    -     ike           -    18598   203.0.113.20
                2     %1$d    1     tun[%1$04d]esp  send 2398    203.0.113.20
                3     %1$d    1     tun[%1$04d]esp  recv 2398    203.0.113.20
                """.formatted(number);
    }

    private static final String SECONDARYS =
            NAMED.replace("PRIMARY1", "SECONDARY1").replace(PSK, "IKE_SA established");

    static Stream<Arguments> oneThatIsUp() {
        String online = status("Online").replace("tunnel 1", "tunnel 2").replace("[1]", "[2]");
        String other =
                config("").replaceAll("(?s)tunnel select.*tunnel enable 3\n", "ip lan1 address 192.168.100.1/24\n");
        String second = config("ip route default gateway pp 1")
                .replaceAll("(?s)tunnel select 1.*tunnel enable 1\n", "")
                .replaceAll("(?s)tunnel select 3.*tunnel enable 3\n", "");
        return Stream.of(
                arguments(List.of(sas(2), NAMED), true),
                arguments(List.of(sas(12), NAMED), true),
                arguments(List.of(online, NAMED), true),
                arguments(List.of(other, sas(2), NAMED), true),
                arguments(List.of(sas(2), NAMED, SECONDARYS), true),
                arguments(List.of(sas(1), NAMED, SECONDARYS), true),
                arguments(List.of(sas(1), NAMED), false),
                arguments(List.of("ip route default gateway tunnel 2\n" + second, sas(2), NAMED), false),
                arguments(List.of(second, sas(2), NAMED), false));
    }

    /** A tunnel that fails has no row among the SAs: what is up there may be the other one. */
    @ParameterizedTest
    @MethodSource("oneThatIsUp")
    void theOnlyTunnelThatIsSeenMayBeTheOther(List<String> files, boolean guess) {
        FileEvidence evidence = read(files.toArray(String[]::new));
        List<Diagnosis> keys = evidence.diagnose(Language.ENGLISH).stream()
                .filter(d -> d.cause().word().equals("AuthenticationMismatch"))
                .toList();
        if (!guess) {
            assertThat(keys).noneMatch(d -> d.evidence().stream().anyMatch(line -> line.contains("is a guess")));
            return;
        }
        assertThat(keys).singleElement().satisfies(key -> {
            assertThat(key.tunnel()).isEqualTo("PRIMARY1");
            assertThat(key.confidence().word()).isEqualTo("Possible");
            assertThat(key.evidence()).anyMatch(line -> line.contains("is a guess"));
        });
    }

    @Test
    void aNumberThatAManifestNamesIsNoGuess() {
        assertThat(Peers.of(null, Set.of(2), Set.of()).only()).containsExactly(2);
        assertThat(Peers.of(null, Set.of(2), Set.of(2)).only()).isEmpty();
        assertThat(Peers.of(null, Set.of(1, 2), Set.of()).only()).isEmpty();
    }

    @Test
    void numbersThatManifestsNameAreNoGuess() {
        Peers peers = Peers.of(null, Set.of(1, 2, 3), Set.of(2));
        assertThat(peers.guesses()).containsExactlyInAnyOrder(1, 3);
        assertThat(peers.preference()).containsExactly(1, 2, 3);
    }
}
