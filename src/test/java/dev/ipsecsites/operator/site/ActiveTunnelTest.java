package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.site.SiteVerdict.EndState;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelEvidence;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelVerdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActiveTunnelTest {
    @ParameterizedTest
    @CsvSource({
        // the router's interface of the primary, of the secondary, before → now, moved from
        "UP,      UP,      ,           PRIMARY1,   ",
        "UP,      UP,      PRIMARY1,   PRIMARY1,   ",
        "DOWN,    UP,      PRIMARY1,   SECONDARY1, PRIMARY1",
        "UP,      UP,      SECONDARY1, PRIMARY1,   SECONDARY1",
        "DOWN,    DOWN,    PRIMARY1,   ,           ",
        "DOWN,    UP,      ,           SECONDARY1, ",
        // A router that can't be asked moves nothing in our eyes.
        "UNKNOWN, UNKNOWN, PRIMARY1,   PRIMARY1,   ",
        "UNKNOWN, UP,      PRIMARY1,   PRIMARY1,   ",
        "UNKNOWN, UP,      ,           SECONDARY1, ",
        "DOWN,    UNKNOWN, PRIMARY1,   PRIMARY1,   ",
        "NEGOTIATING, UP,  PRIMARY1,   SECONDARY1, PRIMARY1",
        "UP, NEGOTIATING,  PRIMARY1,   PRIMARY1,   "
    })
    void isTheFirstThatTheRouterHasUp(
            TunnelState primary,
            TunnelState secondary,
            @Nullable String before,
            @Nullable String now,
            @Nullable String from) {
        // Cato sees the other way round, and what is up needn't work: it is the router's routes that decide, and they
        // follow the interface.
        for (EndState works : EndState.values()) {
            ActiveTunnel active = ActiveTunnel.of(
                    List.of(atRouter(Role.PRIMARY, works, primary), atRouter(Role.SECONDARY, works, secondary)),
                    before);

            assertThat(active).as(works.name()).isEqualTo(new ActiveTunnel(now, from));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // flaw of the primary, of the secondary → now; both are up
        "RouteNotInForce, , SECONDARY1",
        "RouteNotInForce, RouteNotInForce,",
        "AlgorithmsDiffer, , PRIMARY1"
    })
    void aTunnelThatTheRoutesLeadPastCarriesNothing(
            @Nullable String primary, @Nullable String secondary, @Nullable String now) {
        assertThat(ActiveTunnel.of(List.of(flawed(Role.PRIMARY, primary), flawed(Role.SECONDARY, secondary)), null)
                        .id())
                .isEqualTo(now);
    }

    private static TunnelVerdict flawed(Role role, @Nullable String flaw) {
        return new TunnelVerdict(
                new TunnelEvidence(
                        role,
                        "Tokyo",
                        EndState.UP,
                        TunnelState.UP,
                        null,
                        null,
                        flaw == null ? null : new SiteVerdict.Flaw(flaw, "Up, but " + flaw)),
                EndState.UP,
                TunnelState.UP);
    }

    @ParameterizedTest
    @CsvSource({"UP, UP, PRIMARY1", "DOWN, UP, SECONDARY1", "DOWN, DOWN,"})
    void withoutARouterCatoDecides(EndState primary, EndState secondary, @Nullable String now) {
        assertThat(ActiveTunnel.of(List.of(atCato(Role.PRIMARY, primary), atCato(Role.SECONDARY, secondary)), null)
                        .id())
                .isEqualTo(now);
    }

    private static TunnelVerdict atRouter(Role role, EndState router, TunnelState state) {
        return new TunnelVerdict(
                new TunnelEvidence(role, "Tokyo", router, state, null, null), EndState.DOWN, TunnelState.UNKNOWN);
    }

    private static TunnelVerdict atCato(Role role, EndState cato) {
        return new TunnelVerdict(new TunnelEvidence(role, "Tokyo", null, null, null, null), cato, TunnelState.UNKNOWN);
    }
}
