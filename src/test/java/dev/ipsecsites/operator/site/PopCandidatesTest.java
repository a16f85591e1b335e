package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.SiteTunnelStatus;
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

    @Test
    void leavesTheOtherRolesFixedPopOut() {
        CatoSite site = Sites.osaka(BOTH.replace("Tokyo, Osaka", "Osaka, Tokyo"));

        assertThat(PopCandidates.popLocation(site.getSpec(), CatoSiteStatus.EMPTY, Role.PRIMARY))
                .isEqualTo("Tokyo");
        assertThat(PopCandidates.popLocation(site.getSpec(), CatoSiteStatus.EMPTY, Role.SECONDARY))
                .isEqualTo("Osaka");
    }
}
