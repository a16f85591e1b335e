package dev.ipsecsites.router.yamaha.config;

import static dev.ipsecsites.router.yamaha.config.Intents.london;
import static dev.ipsecsites.router.yamaha.config.Intents.tokyo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.router.RouterPlan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers on which nothing stands, but which other lines take for a tunnel, gateway or policy. */
class TunnelNumbersTest {
    private static final String PPPOE = "ip route default gateway pp 1\nip lan1 address 192.168.100.1/24\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ipsec transport 7 1 udp 1701",
                "ipsec transport template 7 1-3",
                "bridge member bridge1 lan1 tunnel1",
                "pp select anonymous\npp bind tunnel1-tunnel3",
                "ip route 172.16.0.0/16 gateway tunnel 1",
                "ip route default gateway tunnel 1",
                "ip keepalive 1 icmp-echo 5 5 192.0.2.1 ipsec-refresh-down=1"
            })
    void aNumberThatForeignLinesReferToIsInUse(String foreign) {
        assertThat(new TestRouter(PPPOE + foreign + "\n").refused(tokyo())).satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo("TunnelNumberInUse");
            assertThat(refused.message()).contains(foreign.substring(foreign.indexOf('\n') + 1));
        });
    }

    @Test
    void whoeverSendsPacketsIntoOurTunnelMeansIt() {
        var router = new TestRouter(PPPOE);
        router.bring(tokyo(), london());
        router.settle(List.of(tokyo(), london()));
        router.config.type("ip route 172.16.0.0/16 gateway tunnel 1");
        assertThat(router.plan(List.of(tokyo(), london()))).isInstanceOf(RouterPlan.Nothing.class);
        router.config.type("ip route default gateway tunnel 1");
        assertThat(router.bring(tokyo(), london()))
                .containsExactly("ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0");
        assertThat(router.bring(london())).noneMatch(line -> line.contains("172.16.0.0"));
    }

    @Test
    void ourOwnRouteDoesNotKeepATunnelFromComingBack() {
        var router = new TestRouter(PPPOE);
        router.bring(tokyo());
        router.settle(List.of(tokyo()));
        var routes = new TestRouter(PPPOE);
        routes.applied = router.applied;
        routes.config.type("ip route default gateway tunnel 1");
        assertThat(routes.bring(tokyo())).contains("tunnel select 1", "ipsec tunnel 1");
    }

    @Test
    void aPolicyThatProtectsAnotherTransportIsNoLongerOurs() {
        var router = new TestRouter(PPPOE);
        router.bring(tokyo());
        router.config.type("ipsec transport 7 1 udp 1701");
        assertThat(router.refused(tokyo()).message()).contains("ipsec transport 7 1 udp 1701");
    }
}
