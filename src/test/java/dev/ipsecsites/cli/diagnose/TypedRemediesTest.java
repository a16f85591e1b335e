package dev.ipsecsites.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.diagnosis.Language;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person is told to type names the interface, the gateway and the list of filters that this router has. */
class TypedRemediesTest {
    private static String remedy(String cause, String tunnel, String... files) {
        List<Input> inputs = new ArrayList<>();
        for (String file : files) {
            inputs.add(Input.of("file" + inputs.size(), file));
        }
        return FileEvidence.read(inputs).diagnose(Language.ENGLISH).stream()
                .filter(d -> d.cause().word().equals(cause) && tunnel.equals(d.tunnel()))
                .findFirst()
                .orElseThrow()
                .remedy();
    }

    /** yamaha-rtx.md §4.7: a route over DHCP has no address to go to. */
    @Test
    void aRouteToThePopLeavesThroughTheInterfaceThatIsThere() {
        String none = Samples.CONFIG.replaceAll("ip route 203.*\n", "");
        String lan = none.replaceAll("(?s)pp select 1.*?pp enable 1\n", "ip lan2 address dhcp\n");
        String fixed = lan.replace("ip lan2 address dhcp", "ip lan2 address 198.51.100.20/24\nip lan2 nat descriptor 1")
                + "ip route 192.0.2.1 gateway 198.51.100.1\n";
        String unknown = lan.replace("ip lan2 address dhcp", "ip lan2 nat descriptor 1");
        assertThat(remedy("RouteMissing", "1", none)).contains("`ip route 203.0.113.10 gateway pp 1`.");
        assertThat(remedy("RouteMissing", "1", lan)).contains("`ip route 203.0.113.10 gateway dhcp lan2`.");
        assertThat(remedy("RouteMissing", "1", fixed)).contains("`ip route 203.0.113.10 gateway 198.51.100.1`.");
        assertThat(remedy("RouteMissing", "1", unknown)).contains("`ip route 203.0.113.10 gateway WAN-GATEWAY`");
    }

    @Test
    void theCommandForAnotherPeersAddressIsWhole() {
        String wrong = Samples.CONFIG.replace("remote address 1 203.0.113.10", "remote address 1 203.0.113.99");
        assertThat(remedy("NothingArrives", "PRIMARY1", wrong, Samples.MANIFEST))
                .contains("`ip route 203.0.113.10 gateway pp 1`");
    }

    /** yamaha-rtx.md §4.6: where the interface names a set, its list is the set's. */
    @Test
    void filtersArePutIntoTheListThatIsInForce() {
        String closed = Samples.CONFIG.replace("pass 203.0.113.10 198.51.100.20 udp", "reject 203.0.113.10 * udp");
        String set = closed.replace(" ip pp secure filter in 100 101 102 103\n", " ip pp secure filter name WAN\n")
                + "ip filter set WAN in 100 101 102 103\n";
        assertThat(remedy("FilterInTheWay", "1", closed)).contains("in `ip pp secure filter in`:");
        assertThat(remedy("FilterInTheWay", "1", set)).contains("in `ip filter set WAN in`:");
    }

    @Test
    void whatCarriesTheTrafficIsTheTunnelThatIsUp() {
        String ping = "# ping -c 3 203.0.113.20\n3 packets transmitted, 0 packets received, 100.0% packet loss\n";
        String down = "2024/01/29 18:38:00: IP Tunnel[2] Down\n";
        assertThat(remedy("PoPDown", "2", Samples.CONFIG, LastWordTest.ONLINE, down + ping))
                .contains("the other tunnel carries the traffic");
    }
}
