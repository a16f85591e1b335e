package dev.ipsecsites.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.Peers.CatoBuilder;
import dev.ipsecsites.lab.wire.Peers.RouterBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Several sites of one PoP: who gets whose packets. */
class PartnersTest {
    private record Gate(String name, RouterPeer peer, boolean runs) implements Partners.Candidate {}

    private static boolean never(CatoPeer tunnel, Gate gate) {
        return false;
    }

    private static boolean always(CatoPeer tunnel, Gate gate) {
        return true;
    }

    private static CatoPeer named(String name) {
        CatoBuilder tunnel = Peers.cato();
        tunnel.key = name;
        tunnel.initiates = false;
        tunnel.siteAddress = null;
        tunnel.expected = new IkeIdentity("fqdn", name);
        return tunnel.build();
    }

    private static Gate calling(String name) {
        return calling(name, true);
    }

    private static Gate calling(String name, boolean runs) {
        RouterBuilder router = Peers.router();
        router.own = new IkeIdentity("fqdn", name);
        return new Gate(name, router.build(), runs);
    }

    private static Map<String, String> partners(
            List<CatoPeer> tunnels,
            List<Gate> gates,
            BiPredicate<CatoPeer, Gate> together,
            BiPredicate<CatoPeer, Gate> strange) {
        return Partners.of(tunnels, gates, together, strange).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, partner -> partner.getValue().name()));
    }

    @Test
    void whoIsKnownGoesFirstWhateverTheOrder() {
        assertThat(partners(
                        List.of(named("one"), named("two")),
                        List.of(calling("two"), calling("stranger")),
                        PartnersTest::never,
                        PartnersTest::always))
                .isEqualTo(Map.of("two", "two", "one", "stranger"));
    }

    @Test
    void aStrangerComesToNoTunnelThatHasAPartner() {
        assertThat(partners(
                        List.of(named("one")),
                        List.of(calling("stranger"), calling("one")),
                        PartnersTest::never,
                        PartnersTest::always))
                .isEqualTo(Map.of("one", "one"));
        assertThat(partners(
                        List.of(named("one")), List.of(calling("stranger")), PartnersTest::never, PartnersTest::never))
                .isEmpty();
    }

    @Test
    void whoHasMetStaysTogetherAndOtherwiseWhoRunsIsPreferred() {
        List<Gate> gates = List.of(calling("one", false), calling("one"));
        CatoPeer tunnel = named("one");
        assertThat(Partners.of(List.of(tunnel), gates, PartnersTest::never, PartnersTest::always))
                .containsEntry("one", gates.getLast());
        assertThat(Partners.of(List.of(tunnel), gates, (_, gate) -> !gate.runs(), PartnersTest::always))
                .containsEntry("one", gates.getFirst());
    }
}
