package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.site.SiteVerdict.EndState;
import dev.ipsecsites.operator.site.SiteVerdict.Summary;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelEvidence;
import dev.ipsecsites.operator.site.SiteVerdict.TunnelVerdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherTunnelsTest {
    private static final Summary NONE = new Summary(null, "", "");

    @ParameterizedTest
    @CsvSource({
        // the secondary at Cato, at the router, for a while → is up, well, carries
        "UP,      UP,      true,  true,  true,  true",
        "UP,      UP,      false, true,  false, true",
        "DOWN,    UP,      true,  false, false, true",
        "UNKNOWN, UP,      true,  false, false, true",
        "DOWN,    UP,      false, false, false, false",
        "UP,      DOWN,    true,  false, false, false",
        "UP,      UNKNOWN, true,  false, false, false",
        "UP,      ,        true,  true,  true,  true",
        "DOWN,    ,        true,  false, false, false"
    })
    void aTunnelIsReliedOnWhenBothEndsConfirmItOrTheRouterHasHeardCatoThroughItForAWhile(
            EndState cato, @Nullable EndState router, boolean calm, boolean up, boolean well, boolean carry) {
        TunnelVerdict primary = tunnel(Role.PRIMARY, EndState.UP, EndState.UP);
        SiteVerdict verdict = new SiteVerdict(List.of(primary, tunnel(Role.SECONDARY, cato, router)), NONE, NONE);
        OtherTunnels others = new OtherTunnels(verdict, Role.PRIMARY, role -> calm);

        assertThat(others.up()).isEqualTo(up);
        assertThat(others.well()).isEqualTo(well);
        assertThat(others.carry()).isEqualTo(carry);
    }

    private static TunnelVerdict tunnel(Role role, EndState cato, @Nullable EndState router) {
        boolean confirmed = cato == EndState.UP && (router == null || router == EndState.UP);
        return new TunnelVerdict(
                new TunnelEvidence(role, "Tokyo", router, null, null, null),
                cato,
                confirmed ? TunnelState.UP : TunnelState.UNKNOWN);
    }
}
