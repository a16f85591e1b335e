package dev.ipsecsites.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.diagnosis.Diagnosis;
import dev.ipsecsites.diagnosis.Language;
import dev.ipsecsites.diagnosis.RouterHalf;
import dev.ipsecsites.diagnosis.TunnelEvidence;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code show ipsec sa gateway N}, with and without {@code detail}, where nobody asked for the table of all (yamaha-rtx.md §3.4). */
class GatewayAskedAloneTest {
    private static final String COUNTS = """
        # show ipsec sa gateway 1
        sgw  flags local-id                      remote-id        # of sa
        --------------------------------------------------------------------------
        1    U K   192.168.1.0                   72.21.209.225    %s
        """;
    private static final String ONLINE = """
        # show status tunnel 1
        TUNNEL[1]:
        Description:
          Interface type: IPsec
          Current status is Online.
          from 2011/08/15 18:19:45.
          5 hours 7 minutes 58 seconds  connection.
          Received:    (IPv4) 3933 packets [244941 octets]
          Transmitted: (IPv4) 3933 packets [241407 octets]
        """;
    private static final String DETAIL = """
        # show ipsec sa gateway 1 detail
        SA[1] Duration: 10675s
        Local ID: 192.168.1.0
        Remote ID: 72.21.209.225
        Protocol: IKE
        Algorithm: AES-CBC, SHA-1, MODP 1024bit

        SPI: 6b ce fd 8a
        ----------------------------------------------------
        SA[2] Duration: 1719s
        Direction: send
        Protocol: ESP (Mode: tunnel)
        Algorithm: AES-CBC (for Auth.: HMAC-SHA)
        ----------------------------------------------------
        """;
    private static final String RECEIVE = """
        SA[3] Duration: 1719s
        Direction: receive
        Protocol: ESP (Mode: tunnel)
        Algorithm: AES-CBC (for Auth.: HMAC-SHA)
        ----------------------------------------------------
        """;

    private static @Nullable Phase phase(String... texts) {
        FileEvidence evidence = FileEvidence.read(
                Arrays.stream(texts).map(text -> Input.of("file", text)).toList());
        return evidence.sites().getFirst().tunnels().stream()
                .map(TunnelEvidence::router)
                .filter(Objects::nonNull)
                .map(RouterHalf::state)
                .filter(Objects::nonNull)
                .map(TunnelState::phase)
                .findFirst()
                .orElse(null);
    }

    @ParameterizedTest
    @CsvSource({"i:2 s:1 r:1, UP", "i:1 s:0 r:0, NEGOTIATING", "i:0 s:0 r:0, DOWN"})
    void itsCountsSayWhetherItIsUp(String counts, Phase phase) {
        assertThat(phase(COUNTS.formatted(counts))).isEqualTo(phase);
    }

    @Test
    void itsHeadIsKnownWithoutTheCommand() {
        String answer = COUNTS.formatted("i:2 s:1 r:1");
        assertThat(phase(answer.substring(answer.indexOf('\n') + 1))).isEqualTo(Phase.UP);
    }

    @Test
    void itHidesNoInterfaceThatIsUp() {
        assertThat(phase(COUNTS.formatted("i:2 s:1 r:1") + ONLINE)).isEqualTo(Phase.UP);
        assertThat(phase("# show ipsec sa\nTotal: isakmp:0 send:0 recv:0\n" + ONLINE))
                .isEqualTo(Phase.UP);
    }

    @Test
    void anEmptyTableAloneIsStillDown() {
        assertThat(phase(Samples.CONFIG, "# show ipsec sa\nTotal: isakmp:0 send:0 recv:0\n"))
                .isEqualTo(Phase.DOWN);
    }

    @Test
    void itsCountsSayNothingOfOtherTunnels() {
        FileEvidence evidence = FileEvidence.read(
                List.of(Input.of("config", Samples.CONFIG), Input.of("sa", COUNTS.formatted("i:2 s:1 r:1"))));
        assertThat(evidence.sites().getFirst().tunnels())
                .extracting(t -> Objects.requireNonNull(t.router()).state())
                .satisfiesExactly(
                        first -> assertThat(Objects.requireNonNull(first).phase())
                                .isEqualTo(Phase.UP),
                        second -> assertThat(second).isNull());
    }

    @Test
    void itsRecordsSayWhetherItIsUp() {
        assertThat(phase(DETAIL + RECEIVE)).isEqualTo(Phase.UP);
        assertThat(phase(DETAIL)).isEqualTo(Phase.NEGOTIATING);
        assertThat(FileEvidence.read(List.of(Input.of("file", DETAIL + RECEIVE)))
                        .diagnose(Language.ENGLISH))
                .isEmpty();
    }

    @Test
    void filesKnowTheModelAndWhatItCanDo() {
        String row =
                "time,tunnel,message\n2024-05-20T01:00:00Z,PRIMARY1,\"PRF algorithm HMAC_SHA2_512 (7) in our proposal"
                        + " does not match PRF algorithm HMAC_SHA2_256 (5) in peer's proposal 1\"\n";
        assertThat(remedy(row, Samples.CONFIG.replace("RTX1300 Rev.23.00.17", "RTX1220 Rev.15.04.04")))
                .contains("This router has no SHA2-512");
        assertThat(remedy(row, Samples.CONFIG)).contains("`ipsec ike hash 1 sha512`");
    }

    @Test
    void aLogFromBeforeTheFirmwareIsComparedWithThat() {
        String log = """
            1980/01/01 00:00:10: RTX1220 Rev.15.04.04 (Mon Jun 13 16:36:19 2022) starts
            1980/01/01 00:01:00: IP Tunnel[1] Up
            """;
        assertThat(FileEvidence.read(List.of(Input.of("log", log))).diagnose(Language.ENGLISH))
                .flatExtracting(Diagnosis::evidence)
                .anyMatch(line -> String.valueOf(line).contains("older than the router's firmware"));
    }

    private static String remedy(String... texts) {
        return FileEvidence.read(
                        Arrays.stream(texts).map(text -> Input.of("file", text)).toList())
                .diagnose(Language.ENGLISH)
                .getFirst()
                .remedy();
    }
}
