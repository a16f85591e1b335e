package dev.ipsecsites.router.yamaha.config;

import static dev.ipsecsites.router.yamaha.config.Intents.SITE;
import static dev.ipsecsites.router.yamaha.config.Intents.tokyo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterPlan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What entries of a NAT descriptor that others have made mean for a tunnel (REF 23.6, 23.8). */
class NatPlanTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "masquerade static 1 7 192.168.100.77 udp 10500=500",
                "masquerade static 1 7 192.168.100.77 udp 501-600",
                "masquerade static 1 7 192.168.100.77 tcp 500",
                "static 1 7 198.51.100.21=192.168.100.77",
                "static 1 7 198.51.100.10=192.168.100.70 10"
            })
    void anEntryForAnotherOutsidePortOrAddressIsInNobodysWay(String entry) {
        TestRouter router = router("nat descriptor " + entry);
        assertThat(router.bring(tokyo())).contains("nat descriptor masquerade static 1 1 " + SITE + " udp 500");
        assertThat(router.plan(List.of(tokyo()))).isInstanceOf(RouterPlan.Nothing.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        masquerade static 1 7 192.168.100.77 udp 500=10500; udp 500 to 192.168.100.77 port 10500
        masquerade static 1 7 198.51.100.20 udp 500=10500; udp 500 to 198.51.100.20 port 10500
        masquerade static 1 7 192.168.100.77 udp 400-600; udp 500 to 192.168.100.77
        masquerade static 1 7 192.168.100.77 udp 400-600=10400-10600; udp 500 to 192.168.100.77 port 10500
        masquerade static 1 7 192.168.100.77 udp 1701,4500; udp 4500 to 192.168.100.77
        masquerade static 1 7 192.168.100.77 udp ipsec-nat-t; udp 4500 to 192.168.100.77
        static 1 7 198.51.100.20=192.168.100.77 1; udp 500 to 192.168.100.77
        static 1 7 198.51.100.16=192.168.100.64 8; udp 500 to 192.168.100.68
        static 1 7 198.51.100.16=192.168.100.64/28; udp 500 to 192.168.100.68
        static 1 7 198.51.100.16=192.168.100.64/255.255.255.240; udp 500 to 192.168.100.68
        """)
    void anEntryForOurOutsidePortIsInTheWayWhereverItLeads(String entry, String where) {
        TestRouter router = router("nat descriptor " + entry);
        assertThat(router.refused(tokyo())).satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo("NatEntryInUse");
            assertThat(refused.message()).contains("nat descriptor 1 leads " + where + ",");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "masquerade static 1 7 198.51.100.20 udp 500,4500",
                "masquerade static 1 7 198.51.100.20 udp 500-4500",
                "masquerade static 1 7 198.51.100.20 udp ike=500,4500",
                "static 1 7 198.51.100.20=198.51.100.20"
            })
    void anEntryThatLetsSeveralPortsInToTheRouterServesUs(String entry) {
        TestRouter router = router("nat descriptor " + entry);
        assertThat(router.bring(tokyo())).noneMatch(line -> line.startsWith("nat") && line.contains("udp"));
        assertThat(router.bring()).noneMatch(line -> line.contains("static 1 7"));
    }

    @Test
    void anEntryOfOursThatSomebodyBentIsMended() {
        TestRouter router = router("");
        router.bring(tokyo());
        router.settle(List.of(tokyo()));
        router.config.type("nat descriptor masquerade static 1 1 " + SITE + " udp 500=10500");
        assertThat(router.bring(tokyo())).containsExactly("nat descriptor masquerade static 1 1 " + SITE + " udp 500");
    }

    private static TestRouter router(String entry) {
        var router = new TestRouter("ip route default gateway pp 1\nnat descriptor type 1 masquerade\n" + entry);
        router.link = new LinkState("WAN1", "pp1", true, SITE, null, 1);
        return router;
    }
}
