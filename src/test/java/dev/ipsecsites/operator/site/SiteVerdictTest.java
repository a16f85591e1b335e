package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.AccountSnapshot.SiteState;
import dev.ipsecsites.operator.site.SiteVerdict.Ages;
import dev.ipsecsites.operator.site.SiteVerdict.EndState;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteVerdictTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration BELIEVED = Duration.ofMinutes(5);
    private static final Ages FRESH = new Ages(NOW, NOW, BELIEVED, BELIEVED);
    private static final Ages OLD = new Ages(NOW, NOW.minus(BELIEVED), BELIEVED, BELIEVED);

    @ParameterizedTest
    @CsvSource({
        // age of what Cato said, of what the router said, in minutes → state; an empty one was never asked by this
        // process
        "0, 0, Up",
        "4, 4, Up",
        "5, 0, Unknown",
        "0, 5, Unknown",
        "5, 5, Unknown",
        ", 0, Unknown",
        "0, , Up",
        // a clock that was set back: nobody knows how old it is
        "-59, 0, Unknown",
        "0, -59, Unknown"
    })
    void believesEachEndOnlyForAWhile(@Nullable Integer cato, @Nullable Integer router, String state) {
        TunnelEvidence evidence = new TunnelEvidence(
                Role.PRIMARY,
                "Tokyo",
                EndState.UP,
                TunnelState.UP,
                null,
                router == null ? null : NOW.minus(Duration.ofMinutes(router)));
        Ages ages = new Ages(NOW, cato == null ? null : NOW.minus(Duration.ofMinutes(cato)), BELIEVED, BELIEVED);

        assertThat(SiteVerdict.of(List.of(evidence), site(true, true), ages)
                        .tunnels()
                        .getFirst()
                        .state()
                        .wire())
                .isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        // router, Cato connected, fresh → tunnel state, Operational, its reason
        "UP, true, true, Up, true, TunnelUp",
        "UP, false, true, Negotiating, false, EndsDisagree",
        "DOWN, true, true, Negotiating, false, EndsDisagree",
        "DOWN, false, true, Down, false, TunnelsDown",
        "UNKNOWN, true, true, Unknown, , StateUnknown",
        "UP, true, false, Unknown, , StateUnknown",
        ", true, true, Up, true, TunnelUp",
        ", false, true, Down, false, TunnelsDown",
        ", true, false, Unknown, , StateUnknown"
    })
    void isUpOnlyWhenEveryEndThatExistsConfirmsIt(
            @Nullable EndState router, boolean cato, boolean fresh, String state, @Nullable Boolean up, String reason) {
        SiteVerdict verdict = SiteVerdict.of(
                List.of(evidence(Role.PRIMARY, "Tokyo", router)), site(cato, false), fresh ? FRESH : OLD);

        assertThat(verdict.tunnels().getFirst().state().wire()).isEqualTo(state);
        assertThat(verdict.operational().status()).isEqualTo(up);
        assertThat(verdict.operational().reason()).isEqualTo(reason);
    }

    @Test
    void saysWhichSideDisagrees() {
        SiteVerdict verdict =
                SiteVerdict.of(List.of(evidence(Role.PRIMARY, "Tokyo", EndState.UP)), site(false, false), FRESH);

        assertThat(verdict.operational().message())
                .isEqualTo("PRIMARY1 (Tokyo): Cato says disconnected, the router says up");
    }

    @Test
    void oneTunnelIsEnoughToBeOperationalAndNotToBeRedundant() {
        SiteVerdict verdict = SiteVerdict.of(
                List.of(
                        evidence(Role.PRIMARY, "Tokyo", EndState.UP),
                        evidence(Role.SECONDARY, "London", EndState.DOWN)),
                site(true, false),
                FRESH);

        assertThat(verdict.operational().status()).isTrue();
        assertThat(verdict.redundant().status()).isFalse();
        assertThat(verdict.redundant().message())
                .contains("SECONDARY1 (London)")
                .doesNotContain("PRIMARY1");
    }

    @Test
    void twoTunnelsInTwoPopsAreRedundant() {
        SiteVerdict verdict = SiteVerdict.of(
                List.of(evidence(Role.PRIMARY, "Tokyo", EndState.UP), evidence(Role.SECONDARY, "London", EndState.UP)),
                site(true, true),
                FRESH);

        assertThat(verdict.redundant().status()).isTrue();
    }

    @Test
    void aSiteThatIsNotInTheSnapshotIsUnknownNotDown() {
        SiteVerdict verdict = SiteVerdict.of(List.of(evidence(Role.PRIMARY, "Tokyo", EndState.UP)), null, FRESH);

        assertThat(verdict.tunnels().getFirst().state()).isEqualTo(TunnelState.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        // connectivity, operational, what Cato's news say of PRIMARY1 and of SECONDARY1 → Cato's end of PRIMARY1
        "connected,    active, missing, missing, UNKNOWN",
        "connected,    active, silent,  true,    UNKNOWN",
        "connected,    active, missing, true,    DOWN",
        "connected,    active, missing, silent,  DOWN",
        "connected,    active, false,   missing, DOWN",
        "connected,    active, true,    missing, UP",
        "disconnected, active, missing, missing, DOWN",
        "disconnected, active, silent,  missing, DOWN",
        ",             new,    missing, missing, DOWN",
        "connected,    new,    missing, missing, UNKNOWN",
        ",             ,       missing, missing, UNKNOWN",
        "hibernating,  active, missing, missing, UNKNOWN"
    })
    void whatCatoDoesNotSayOfATunnelIsNotTakenForDown(
            @Nullable String connectivity,
            @Nullable String operational,
            String primary,
            String secondary,
            EndState expected) {
        List<AccountSnapshot.TunnelState> listed = new ArrayList<>();
        listed(listed, "PRIMARY1", primary);
        listed(listed, "SECONDARY1", secondary);
        SiteState site =
                new SiteState("1", "osaka", connectivity, operational, "Tokyo", false, List.of(), List.copyOf(listed));

        SiteVerdict verdict = SiteVerdict.of(List.of(evidence(Role.PRIMARY, "Tokyo", EndState.UP)), site, FRESH);

        assertThat(verdict.tunnels().getFirst().cato()).isEqualTo(expected);
    }

    private static void listed(List<AccountSnapshot.TunnelState> all, String id, String connected) {
        if (!connected.equals("missing")) {
            all.add(new AccountSnapshot.TunnelState(
                    id, connected.equals("silent") ? null : Boolean.valueOf(connected), null, null, null, null));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // flaw of the primary, of the secondary, both up → Ready, its reason, Redundant, its reason
        ", , true, TunnelUp, true, TwoPoPs",
        "RouteNotInForce, , true, TunnelUp, false, RouteNotInForce",
        ", AlgorithmsDiffer, true, TunnelUp, false, AlgorithmsDiffer",
        "RouteNotInForce, AlgorithmsDiffer, false, RouteNotInForce, false, RouteNotInForce"
    })
    void isReadyOnlyWithATunnelThatIsWhatWasMeant(
            @Nullable String primary,
            @Nullable String secondary,
            boolean ready,
            String reason,
            boolean redundant,
            String redundantReason) {
        SiteVerdict verdict = SiteVerdict.of(
                List.of(flawed(Role.PRIMARY, "Tokyo", primary), flawed(Role.SECONDARY, "London", secondary)),
                site(true, true),
                FRESH);

        assertThat(verdict.operational().status()).isTrue();
        assertThat(verdict.ready().status()).isEqualTo(ready);
        assertThat(verdict.ready().reason()).isEqualTo(reason);
        assertThat(verdict.redundant().status()).isEqualTo(redundant);
        assertThat(verdict.redundant().reason()).isEqualTo(redundantReason);
    }

    @Test
    void aFlawIsSaidWithItsTunnelAndWhereToReadOn() {
        SiteVerdict verdict =
                SiteVerdict.of(List.of(flawed(Role.PRIMARY, "Tokyo", "RouteNotInForce")), site(true, false), FRESH);

        assertThat(verdict.ready().message())
                .isEqualTo("PRIMARY1 (Tokyo): Cato says connected, the router says up (Up, but RouteNotInForce)."
                        + " See: ipsec-sites explain RouteNotInForce");
    }

    @Test
    void aFlawOfATunnelThatIsNotConfirmedAnyMoreIsNoReason() {
        TunnelEvidence old = flawed(Role.PRIMARY, "Tokyo", "RouteNotInForce");
        SiteVerdict verdict = SiteVerdict.of(
                List.of(old), site(true, false), new Ages(NOW.plus(BELIEVED), NOW.plus(BELIEVED), BELIEVED, BELIEVED));

        assertThat(verdict.ready().reason()).isEqualTo("StateUnknown");
        assertThat(verdict.tunnels().getFirst().evidence().flaw()).isNull();
        assertThat(verdict.tunnels().getFirst().evidence().routerState()).isEqualTo(TunnelState.UNKNOWN);
    }

    private static TunnelEvidence flawed(Role role, String pop, @Nullable String flaw) {
        return new TunnelEvidence(
                role,
                pop,
                EndState.UP,
                TunnelState.UP,
                null,
                NOW,
                flaw == null ? null : new SiteVerdict.Flaw(flaw, "Up, but " + flaw));
    }

    private static TunnelEvidence evidence(Role role, String pop, @Nullable EndState router) {
        return new TunnelEvidence(
                role, pop, router, router == EndState.UP ? TunnelState.UP : TunnelState.DOWN, null, NOW);
    }

    private static SiteState site(boolean primary, boolean secondary) {
        return new SiteState(
                "1",
                "osaka",
                "connected",
                "active",
                "Tokyo",
                false,
                List.of(),
                List.of(tunnel("PRIMARY1", primary), tunnel("SECONDARY1", secondary)));
    }

    private static AccountSnapshot.TunnelState tunnel(String id, boolean connected) {
        return new AccountSnapshot.TunnelState(id, connected, null, null, null, null);
    }
}
