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
    private static final BiPredicate<CatoPeer, Gate> NEVER = (_, _) -> false;
    private static final BiPredicate<CatoPeer, Gate> ALWAYS = (_, _) -> true;

    private record Gate(String name, RouterPeer peer, boolean runs) implements Partners.Candidate {}

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
                        NEVER,
                        ALWAYS))
                .isEqualTo(Map.of("two", "two", "one", "stranger"));
    }

    @Test
    void aStrangerComesToNoTunnelThatHasAPartner() {
        assertThat(partners(List.of(named("one")), List.of(calling("stranger"), calling("one")), NEVER, ALWAYS))
                .isEqualTo(Map.of("one", "one"));
        assertThat(partners(List.of(named("one")), List.of(calling("stranger")), NEVER, NEVER))
                .isEmpty();
    }

    @Test
    void whoHasMetStaysTogetherAndOtherwiseWhoRunsIsPreferred() {
        List<Gate> gates = List.of(calling("one", false), calling("one"));
        CatoPeer tunnel = named("one");
        assertThat(Partners.of(List.of(tunnel), gates, NEVER, ALWAYS)).containsEntry("one", gates.getLast());
        assertThat(Partners.of(List.of(tunnel), gates, (_, gate) -> !gate.runs(), ALWAYS))
                .containsEntry("one", gates.getFirst());
    }
}
