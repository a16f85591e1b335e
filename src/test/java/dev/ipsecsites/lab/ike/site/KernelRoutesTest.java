package dev.ipsecsites.lab.ike.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.ike.site.KernelRoutes.Link;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel is told for a line of the router: {@code hide} and {@code weight 0} above all (yamaha-rtx.md §4.7). */
class KernelRoutesTest {
    private static final Map<String, Link> LINKS = new LinkedHashMap<>(Map.of(
            "lan1", new Link("lan1", Optional.empty(), Optional.of("192.168.100.0/24")),
            "pp1", new Link("pp1", Optional.of("169.254.0.1"), Optional.empty()),
            "tunnel1", new Link("tunnel1", Optional.of("169.254.1.2"), Optional.empty()),
            "tunnel2", new Link("tunnel2", Optional.of("169.254.1.6"), Optional.empty())));
    private static final String TUNNEL_1 = "via 169.254.1.2 dev tunnel1 onlink";
    private static final String TUNNEL_2 = "via 169.254.1.6 dev tunnel2 onlink";

    private static KernelRoutes.Translation translate(String... lines) {
        return KernelRoutes.of(RouteLine.of(List.of(lines)), LINKS);
    }

    @Test
    void theArticlesDefaultRouteGoesToTunnel1AndToTunnel2WhileThatIsDown() {
        assertThat(translate("ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0")
                        .routes())
                .containsExactly(
                        "default " + TUNNEL_1 + " metric 10",
                        "default " + TUNNEL_2 + " metric 20",
                        "blackhole default metric 21");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Hidden everywhere: what is less specific takes over when all are down.
                "10.0.0.0/8 gateway tunnel 1 hide gateway tunnel 2 hide weight 0|10.0.0.0/8 T1 metric 10,10.0.0.0/8 T2"
                        + " metric 20",
                // The one without hide counts always, so the other is never used.
                "10.0.0.0/8 gateway tunnel 1 gateway tunnel 2 weight 0|10.0.0.0/8 T1 metric 10,blackhole 10.0.0.0/8"
                        + " metric 11",
                "10.0.0.0/8 gateway tunnel 2 weight 0 gateway tunnel 1 hide|10.0.0.0/8 T1 metric 10,10.0.0.0/8 T2"
                        + " metric 20,blackhole 10.0.0.0/8 metric 21",
                "10.0.0.0/8 gateway tunnel 1 hide gateway tunnel 2 hide|10.0.0.0/8 metric 10 nexthop T1 weight 1"
                        + " nexthop T2 weight 1",
                "10.0.0.0/8 gateway tunnel 1 hide weight 3 gateway tunnel 2 hide weight 999|10.0.0.0/8 metric 10"
                        + " nexthop T1 weight 3 nexthop T2 weight 256",
                "10.1.2.3 gateway 192.168.100.254|10.1.2.3/32 via 192.168.100.254 dev lan1 onlink metric 10,"
                        + "blackhole 10.1.2.3/32 metric 11",
                "203.0.113.10 gateway pp 1|203.0.113.10/32 via 169.254.0.1 dev pp1 onlink metric 10,blackhole"
                        + " 203.0.113.10/32 metric 11",
                "10.0.0.0/8 gateway null|blackhole 10.0.0.0/8 metric 10"
            })
    void aLineBecomesRoutesInTheOrderInWhichTheyCount(String line, String routes) {
        assertThat(String.join(",", translate("ip route " + line).routes()))
                .isEqualTo(routes.replace("T1", TUNNEL_1).replace("T2", TUNNEL_2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip route 10.0.0.0/8 gateway tunnel 1 filter 1 2 gateway tunnel 2 hide",
                "ip route 10.0.0.0/8 gateway tunnel 1 keepalive 3 gateway tunnel 2 hide",
                "ip route 10.0.0.0/8 gateway tunnel 9 hide gateway tunnel 2 hide"
            })
    void whatAKernelCantBeToldIsNamedAndTheRestStands(String line) {
        var translation = translate(line);
        assertThat(translation.routes()).containsExactly("10.0.0.0/8 " + TUNNEL_2 + " metric 10");
        assertThat(translation.left()).hasSize(1).first().asString().startsWith("10.0.0.0/8 gateway tunnel");
    }

    @Test
    void theRunningConfigurationsInterfacesAreFound() {
        RouterText text = RouterText.of(List.of(
                "ip route default gateway pp 1",
                "ip lan1 address 192.168.100.1/24",
                "ip lan3 address dhcp",
                "pp select 1",
                " pppoe use lan2",
                " pp enable 1",
                "tunnel select 1",
                " ip tunnel mtu 1400",
                " tunnel enable 1",
                "tunnel select 2",
                "tunnel select none",
                "ip tunnel mtu 1"));
        assertThat(text.lans()).containsExactly(Map.entry("lan1", "192.168.100.1/24"));
        assertThat(text.lines()).containsExactly("lan3", "pp1");
        assertThat(text.tunnels()).containsExactly(Map.entry(1, 1400), Map.entry(2, 1280));
        assertThat(text.wan("192.168.100.1")).contains("lan1");
        assertThat(text.wan("198.51.100.20")).contains("lan3");
        assertThat(text.routes()).hasSize(1);
    }
}
