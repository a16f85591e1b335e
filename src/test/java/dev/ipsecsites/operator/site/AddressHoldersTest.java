package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelRepair;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.AccountSnapshot.RoleState;
import dev.ipsecsites.cato.AccountSnapshot.SiteState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressHoldersTest {
    /** Only then may what it had before be given back. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # status | at Cato | a repair's | stands
            a b      | a b     | -          | true
            a c      | a b     | -          | false
            a        | a b     | -          | false
            a b      | a       | -          | false
            a b      | -       | -          | false
            a b      | a b     | b          | false
            """)
    void standsAsSeen(String status, @Nullable String atCato, @Nullable String repair, boolean stands) {
        assertThat(AddressHolders.standsAsSeen(site(status, repair), snapshot(atCato)))
                .isEqualTo(stands);
    }

    @Test
    void ofASiteThatIsNotThereNothingIsSeen() {
        assertThat(AddressHolders.standsAsSeen(Sites.osaka(), snapshot("a b"))).isFalse();
        assertThat(AddressHolders.standsAsSeen(site("a b", null), null)).isFalse();
    }

    @Test
    void whatTheManifestNamesIsItsOwnBeforeItHasIt() {
        CatoSite site = Sites.osaka("secondary: { allocatedAddress: 198.18.0.9 }");
        site.setStatus(status("a b", null));

        assertThat(AddressHolders.own(site)).containsExactlyInAnyOrder("a", "b", "198.18.0.9");
    }

    private static CatoSite site(String addresses, @Nullable String repair) {
        CatoSite site = Sites.osaka();
        site.setStatus(status(addresses, repair));
        return site;
    }

    private static CatoSiteStatus status(String addresses, @Nullable String repair) {
        List<SiteTunnelStatus> tunnels = Stream.of(addresses.split(" "))
                .map(a -> new SiteTunnelStatus(
                        a,
                        "Tokyo",
                        a,
                        null,
                        null,
                        null,
                        TunnelState.UP,
                        null,
                        0,
                        List.of(),
                        null,
                        a.equals(repair)
                                ? new TunnelRepair(RepairStep.ANOTHER_POP, 1, "", 1L, "Any", List.of(), a, null)
                                : null))
                .toList();
        return CatoSiteStatus.EMPTY.toBuilder().siteId("7").tunnels(tunnels).build();
    }

    private static AccountSnapshot snapshot(@Nullable String addresses) {
        List<RoleState> roles = addresses == null
                ? List.of()
                : Stream.of(addresses.split(" "))
                        .map(a -> new RoleState(true, a, null, 2, List.of(), Map.of()))
                        .toList();
        SiteState seen = new SiteState("7", "osaka", null, null, null, false, roles, List.of());
        return new AccountSnapshot(Instant.EPOCH, Map.of("7", seen));
    }
}
