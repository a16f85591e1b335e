package dev.ipsecsites.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A long log is read fast because lines that differ in addresses only are looked at once. */
class GistTest {
    private static final List<String> PIECES = List.of(
            "PP[01] Rejected at IN(default) filter: TCP",
            "LAN1 Rejected at OUT(200098) filter:",
            "[IKE2] GW:1 initiate to",
            "[IKE2] GW:12 receive notify NO_PROPOSAL_CHOSEN",
            "PP[02] PPP/IPCP up (Local:",
            "closed, reason 5",
            "reason:",
            "IP Tunnel[3] Up",
            "spi_r =",
            "00000000",
            "ike",
            ">",
            "8",
            "::1");

    @Provide
    Arbitrary<List<String>> words() {
        Arbitrary<Integer> octet = Arbitraries.integers().between(0, 255);
        Arbitrary<String> address =
                octet.list().ofSize(4).map(o -> o.get(0) + "." + o.get(1) + "." + o.get(2) + "." + o.get(3));
        Arbitrary<String> port = Arbitraries.integers().between(0, 65_535).map(p -> ":" + p);
        Arbitrary<String> word = Arbitraries.oneOf(
                Arbitraries.of(PIECES),
                address,
                address.flatMap(a -> port.map(p -> a + p)),
                address.flatMap(a -> Arbitraries.of(",", ":", ")", ".7", "/24").map(end -> a + end)));
        return word.list().ofMinSize(1).ofMaxSize(60);
    }

    @Property(tries = 500)
    void aLineSaysTheSameWhateverItsAddresses(@ForAll("words") List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String line = String.join(" ", words.subList(i, Math.min(words.size(), i + 5)));
            assertThat(Gist.of(Gist.form(line))).as(line).isEqualTo(Gist.of(line));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TCP 198.51.100.7:51234 > 192.0.2.10:22 | TCP 9.9.9.9 > 9.9.9.9",
                "Allocates 192.168.100.5: 00:a0:de | Allocates 9.9.9.9: 00:a0:de",
                "192.0.2.1 | 9.9.9.9",
                "GW:192.0.2.1 up | GW:192.0.2.1 up",
                "(192.0.2.1) | (192.0.2.1)",
                "Rev.15.04.05 at 1.2.3 | Rev.15.04.05 at 1.2.3",
                "1.2.3.4.5 | 1.2.3.4.5",
                "10.0.0.1x | 10.0.0.1x",
                "GW:1 reason 5 | GW:1 reason 5",
            })
    void onlyAddressesAndTheirPortsAreAllTheSame(String text, String form) {
        assertThat(Gist.form(text)).isEqualTo(form);
    }

    @Test
    void linesOfDifferentTunnelsAreDifferent() {
        assertThat(Gist.of(Gist.form("IP Tunnel[1] Up"))).isNotEqualTo(Gist.of(Gist.form("IP Tunnel[2] Up")));
    }
}
