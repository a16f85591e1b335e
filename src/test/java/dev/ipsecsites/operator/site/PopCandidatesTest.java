package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelRepair;
import dev.ipsecsites.api.TunnelState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PopCandidatesTest {
    private static final String BOTH = "primary: { popSelection: LowestRTT, candidates: [ Tokyo, Osaka, London ] }";

    @ParameterizedTest
    @CsvSource({
        // chosen for the primary, for the secondary → primary, secondary
        ",       ,       Tokyo,  Osaka",
        "Osaka,  ,       Osaka,  Tokyo",
        "osaka,  London, Osaka,  London",
        "Paris,  ,       Tokyo,  Osaka",
        // Somebody wrote the same into both.
        "Tokyo,  Tokyo,  Osaka,  Tokyo"
    })
    void neverGivesBothRolesOnePop(
            @Nullable String chosenPrimary, @Nullable String chosenSecondary, String primary, String secondary) {
        CatoSite site = Sites.osaka(BOTH, BOTH.replace("primary", "secondary"));
        CatoSiteStatus status = CatoSiteStatus.EMPTY.toBuilder()
                .tunnels(List.of(
                        SiteTunnelStatus.unknown("PRIMARY1").withChosenPoP(chosenPrimary),
                        SiteTunnelStatus.unknown("SECONDARY1").withChosenPoP(chosenSecondary)))
                .build();

        assertThat(PopCandidates.popLocation(site.getSpec(), status, Role.PRIMARY))
                .isEqualTo(primary);
        assertThat(PopCandidates.popLocation(site.getSpec(), status, Role.SECONDARY))
                .isEqualTo(secondary);
    }

    @ParameterizedTest
    @CsvSource({"Tokyo, false", "tokyo, false", "Paris, true", ", true", "Osaka, true"})
    void aPopThatIsNoCandidateWasNotChosenFromThem(@Nullable String chosen, boolean unchosen) {
        // The secondary is at Osaka.
        assertThat(PopCandidates.unchosen(
                        Sites.osaka(BOTH).getSpec(),
                        CatoSiteStatus.EMPTY.toBuilder()
                                .tunnels(List.of(
                                        SiteTunnelStatus.unknown("PRIMARY1").withChosenPoP(chosen)))
                                .build(),
                        Role.PRIMARY))
                .isEqualTo(unchosen);
    }

    @Test
    void leavesTheOtherRolesFixedPopOut() {
        CatoSite site = Sites.osaka(BOTH.replace("Tokyo, Osaka", "Osaka, Tokyo"));

        assertThat(PopCandidates.popLocation(site.getSpec(), CatoSiteStatus.EMPTY, Role.PRIMARY))
                .isEqualTo("Tokyo");
        assertThat(PopCandidates.popLocation(site.getSpec(), CatoSiteStatus.EMPTY, Role.SECONDARY))
                .isEqualTo("Osaka");
    }

    @Test
    void leavesThePopOutAtWhichARepairHasTheOtherRole() {
        CatoSite site = Sites.osaka(BOTH.replace("primary", "secondary"));
        SiteTunnelStatus away = new SiteTunnelStatus(
                "PRIMARY1",
                "Osaka",
                "198.18.32.1",
                null,
                null,
                null,
                TunnelState.UP,
                null,
                0,
                List.of(),
                null,
                new TunnelRepair(
                        RepairStep.ANOTHER_POP, 5, "2026-11-23T12:00:00Z", 1L, null, List.of(), "198.18.32.1", null));

        assertThat(PopCandidates.of(
                        site.getSpec(),
                        CatoSiteStatus.EMPTY.toBuilder().tunnels(List.of(away)).build(),
                        Role.SECONDARY))
                .containsExactly("London");
    }
}
