package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.CatoSiteStatus;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.SiteTunnelStatus;
import dev.ipsecsites.api.TunnelRepair;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairedTunnelTest {
    private static final String AWAY = "198.18.64.1";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # what the manifest has beside the article's site | home in status | generation in status | in force
            repair: { anotherPoP: true }                                          | Tokyo         | 1 | true
            repair: { anotherPoP: true, movePoP: true }                           | Tokyo         | 7 | true
            repair: { anotherPoP: false }                                         | Tokyo         | 7 | true
            repair: { mode: "Off" }                                               | Tokyo         | 7 | true
            repair: { mode: ResetOnly }                                           | Tokyo         | 7 | true
            primary: { popLocation: London }                                      | Tokyo         | 1 | false
            primary: { popLocation: Tokyo, allocatedAddress: 198.18.0.9 }         | Tokyo         | 1 | false
            primary: { allocatedAddress: 198.18.0.9 }                             | 198.18.0.9    | 7 | true
            primary: { popSelection: LowestRTT, candidates: [ Tokyo, London ] }   | Tokyo, London | 7 | true
            primary: { popSelection: LowestRTT, candidates: [ London, Tokyo ] }   | Tokyo, London | 1 | false
            # as versions wrote it that knew no home
            repair: { anotherPoP: true }                                          |               | 1 | true
            repair: { anotherPoP: true }                                          |               | 7 | false
            """)
    void anAddressAtAnotherPopStaysAsLongAsTheHomeIsTheSame(
            String spec, @Nullable String home, long generation, boolean inForce) {
        CatoSite site = Sites.osaka(spec);
        site.setStatus(CatoSiteStatus.EMPTY.toBuilder()
                .tunnels(List.of(SiteTunnelStatus.unknown("PRIMARY1")
                        .withRepair(new TunnelRepair(
                                RepairStep.ANOTHER_POP,
                                5,
                                "2026-11-23T12:00:00Z",
                                generation,
                                null,
                                List.of("AnotherPoP"),
                                AWAY,
                                home))))
                .build());

        TunnelRepair now = RepairedTunnel.inForce(site, Role.PRIMARY).orElseThrow();

        assertThat(now.anotherAddress()).isEqualTo(inForce ? AWAY : null);
        assertThat(now.home())
                .as("written down for the next manifest")
                .isEqualTo(inForce ? RepairedTunnel.home(site.getSpec(), Role.PRIMARY) : null);
    }

    @Test
    void aHomeOfManyNamesFitsIntoStatusAndIsToldFromAnother() {
        String many = "P".repeat(120);
        String home = home(many + "1, " + many + "2, " + many + "3");

        assertThat(home).hasSizeLessThanOrEqualTo(256);
        assertThat(home).isNotEqualTo(home(many + "1, " + many + "2, " + many + "4"));
    }

    private static String home(String candidates) {
        return RepairedTunnel.home(
                Sites.osaka("primary: { popSelection: LowestRTT, candidates: [ " + candidates + " ] }")
                        .getSpec(),
                Role.PRIMARY);
    }
}
