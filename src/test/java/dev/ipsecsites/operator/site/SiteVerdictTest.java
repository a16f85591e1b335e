package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.AccountSnapshot.SiteState;
import dev.ipsecsites.operator.site.SiteVerdict.EndState;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelEvidence;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteVerdictTest {
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
        SiteVerdict verdict =
                SiteVerdict.of(List.of(evidence(Role.PRIMARY, "Tokyo", router)), site(cato, false), fresh);

        assertThat(verdict.tunnels().getFirst().state().wire()).isEqualTo(state);
        assertThat(verdict.operational().status()).isEqualTo(up);
        assertThat(verdict.operational().reason()).isEqualTo(reason);
    }

    @Test
    void saysWhichSideDisagrees() {
        SiteVerdict verdict =
                SiteVerdict.of(List.of(evidence(Role.PRIMARY, "Tokyo", EndState.UP)), site(false, false), true);

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
                true);

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
                true);

        assertThat(verdict.redundant().status()).isTrue();
    }

    @Test
    void aSiteThatIsNotInTheSnapshotIsUnknownNotDown() {
        SiteVerdict verdict = SiteVerdict.of(List.of(evidence(Role.PRIMARY, "Tokyo", EndState.UP)), null, true);

        assertThat(verdict.tunnels().getFirst().state()).isEqualTo(TunnelState.UNKNOWN);
    }

    private static TunnelEvidence evidence(Role role, String pop, @Nullable EndState router) {
        return new TunnelEvidence(role, pop, router, router == EndState.UP ? TunnelState.UP : TunnelState.DOWN, null);
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
