package dev.ipsecsites.lab.ike.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ipsecsites.lab.Busy;
import dev.ipsecsites.lab.ike.RealIke;
import dev.ipsecsites.lab.ike.RealIkeTally;
import dev.ipsecsites.lab.ike.site.KernelRoutes.Link;
import dev.ipsecsites.lab.ike.site.LabNetwork.TunnelInterface;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Tag(RealIkeTally.TAG)
@ResourceLock(value = Busy.PROCESSORS, mode = ResourceAccessMode.READ)
class LabNetworkIT {
    private static final String LINE = "ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0";
    private LabNetwork network;
    private TunnelInterface first;
    private TunnelInterface second;
    private final Map<String, Link> links = new HashMap<>();

    @BeforeEach
    void build() throws IOException {
        String missing = RealIke.missing().orElse("");
        assumeTrue(missing.isEmpty(), missing);
        network = new LabNetwork("ipst" + ProcessHandle.current().pid() + "-");
        network.addRouter("osaka");
        links.put("lan1", network.addLan("osaka", "lan1", "192.168.100.1/24"));
        links.put("pp1", network.addWan("osaka", "pp1", "198.51.100.20", Optional.empty()));
        first = network.addTunnel("osaka", 1, 1280, "198.51.100.20", "198.51.100.20");
        second = network.addTunnel("osaka", 2, 1280, "198.51.100.20", "198.51.100.20");
        links.put("tunnel1", first.link());
        links.put("tunnel2", second.link());
    }

    @AfterEach
    void leavesNothing() throws IOException {
        network.close();
        assertThat(Script.run(List.of("ip netns list")))
                .doesNotContain("ipst" + ProcessHandle.current().pid());
    }

    private void routes(String... lines) throws IOException {
        network.routes(
                "osaka", KernelRoutes.of(RouteLine.of(List.of(lines)), links).routes());
    }

    /** The interface that the kernel would send a packet of the LAN to. */
    private String way(String address) throws IOException {
        String answer = Script.run(List.of("ip -n " + network.router("osaka") + " route get " + address
                + " from 192.168.100.2 iif lan1 2>&1 || true"));
        return answer.contains(" dev ") ? answer.replaceAll("(?s).* dev (\\S+).*", "$1") : "nowhere";
    }

    @Test
    void theArticlesLineFailsOverAndComesBackByItself() throws IOException {
        routes(LINE, "ip route 203.0.113.10 gateway pp 1");
        network.tunnelUp(first.end(), true);
        network.tunnelUp(second.end(), true);
        assertThat(way("10.254.254.1")).isEqualTo("tunnel1");
        assertThat(way("203.0.113.10")).isEqualTo("pp1");

        network.tunnelUp(first.end(), false);
        assertThat(way("10.254.254.1")).isEqualTo("tunnel2");

        network.tunnelUp(first.end(), true);
        assertThat(way("10.254.254.1")).isEqualTo("tunnel1");
    }

    @Test
    void withoutHideThePacketsStayWithTheInterfaceThatIsDown() throws IOException {
        routes("ip route default gateway pp 1", "ip route 10.0.0.0/8 gateway tunnel 1 gateway tunnel 2 weight 0");
        network.tunnelUp(second.end(), true);
        assertThat(way("10.254.254.1")).isEqualTo("nowhere");
        assertThat(way("192.0.2.1")).isEqualTo("pp1");
    }

    @Test
    void hiddenEverywhereTheLessSpecificRouteTakesOver() throws IOException {
        routes(
                "ip route default gateway pp 1",
                "ip route 10.0.0.0/8 gateway tunnel 1 hide gateway tunnel 2 hide weight 0");
        assertThat(way("10.254.254.1")).isEqualTo("pp1");
        network.tunnelUp(second.end(), true);
        assertThat(way("10.254.254.1")).isEqualTo("tunnel2");
    }
}
