package dev.ipsecsites.diagnosis;

import static dev.ipsecsites.diagnosis.Evidence.diagnose;
import static dev.ipsecsites.diagnosis.Evidence.down;
import static dev.ipsecsites.diagnosis.Evidence.router;
import static dev.ipsecsites.diagnosis.Evidence.timeline;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which address is the site's, and what speaks against another one or a translation between. */
class AddressRuleTest {
    private static final String PSK = "Auth payload doesn't match the calculated one - wrong psk?";
    private static final LinkState TRANSLATED = new LinkState("WAN1", "pp1", true, Evidence.SITE, null, 1);
    private static final LinkState MOVED = new LinkState("WAN1", "pp1", true, "198.51.100.16", null, null);

    private static List<String> words(TunnelEvidence... tunnels) {
        return diagnose(tunnels).stream()
                .filter(d -> "PRIMARY1".equals(d.tunnel()))
                .map(Evidence::words)
                .toList();
    }

    private static RouterHalf with(LinkState link, String lines) {
        return router().withLink(link)
                .withConfigured(Evidence.configured("pp select 1\n", lines + "pp select 1\n", Evidence.ROUTES, link));
    }

    private static TunnelEvidence translated() {
        return down().withRouter(with(TRANSLATED, "nat descriptor type 1 masquerade\n"));
    }

    /** The line has the network's address, the router starts from the one that its LAN has of it (ip pp unnumbered). */
    @Test
    void anAddressOfALanOfTheRouterIsItsOwnWhateverTheLineHas() {
        var unnumbered = down().withRouter(with(MOVED, "ip lan1 address 198.51.100.20/29\n"));
        assertThat(words(unnumbered.withMessages(List.of(timeline(PSK)))))
                .containsExactly("AuthenticationMismatch Likely");
    }

    @Test
    void anAddressThatTheLineAskedForAndDidNotGetIsNotItsOwn() {
        var moved = down().withRouter(router().withLink(MOVED)
                .withConfigured(Evidence.configured(
                        " ip pp secure", " ip pp address 198.51.100.20/32\n ip pp secure", Evidence.ROUTES, MOVED)));
        assertThat(words(moved)).containsExactly("WANAddressMismatch Likely Router");
    }

    @Test
    void whoCatoTellsOfIsNotBehindATranslationThatSwallowsItsAnswers() {
        assertThat(words(translated())).containsExactly("NATInBetween Likely Router");
        assertThat(words(translated().withMessages(List.of(timeline(PSK)))))
                .containsExactly("AuthenticationMismatch Likely", "NATInBetween Possible Router");
    }

    @Test
    void aNeighbourBehindTheSameTranslationSpeaksForIt() {
        TunnelEvidence other =
                TunnelEvidence.of("SECONDARY1").withRouter(translated().router());
        RouterHalf online = with(TRANSLATED, "nat descriptor type 1 masquerade\n")
                .withState(Evidence.NOW, Evidence.state(Phase.UP, 500, 600));
        for (TunnelEvidence neighbour :
                List.of(other.withMessages(List.of(timeline(PSK).of("SECONDARY1"))), other.withRouter(online))) {
            assertThat(words(translated(), neighbour)).containsExactly("NATInBetween Possible Router");
        }
    }

    @Test
    void whomCatoTellsOfItHasRecognised() {
        var moved = down().withRouter(router().withLink(MOVED));
        assertThat(words(moved)).containsExactly("WANAddressMismatch Likely Router");
        assertThat(words(moved.withMessages(List.of(timeline(PSK)))))
                .containsExactly("AuthenticationMismatch Likely", "WANAddressMismatch Possible Router");
    }
}
