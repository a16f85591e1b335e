package dev.ipsecsites.router.yamaha.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.router.RouterObservation.IkeSa;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewsTest {
    private static final String ONLINE = "TUNNEL[1]:\nCurrent status is Online.\n";
    private static final String OFFLINE = "TUNNEL[1]:\nCurrent status is Offline.\n";
    private static final String UNREADABLE = "TUNNEL[1]:\nWhatever\n";
    private static final String IKE = "1 7 - ike - 100 203.0.113.10\n";
    private static final String SEND = "2 7 1 tun[0001]esp send 99 203.0.113.10\n";
    private static final String RECEIVE = "3 7 1 tun[0001]esp recv 99 203.0.113.10\n";
    private static final String OTHER_GATEWAY = "4 1 - ike - 100 203.0.113.20\n";

    @ParameterizedTest
    @CsvSource({
        "true,true,true,true,UP",
        "true,true,true,false,NEGOTIATING",
        "true,true,false,false,NEGOTIATING",
        "true,false,false,false,UNKNOWN",
        "false,true,true,true,NEGOTIATING",
        "false,true,false,false,NEGOTIATING",
        "false,false,false,false,DOWN",
    })
    void upTakesTheInterfaceAndChildSasInBothDirections(
            boolean online, boolean ike, boolean send, boolean receive, Phase phase) {
        String table = OTHER_GATEWAY + (ike ? IKE : "") + (send ? SEND : "") + (receive ? RECEIVE : "");
        assertThat(view(online ? ONLINE : OFFLINE, table, List.of()).phase()).isEqualTo(phase);
    }

    @Test
    void aStatusThatCantBeReadIsUnknownWhateverTheSasSay() {
        assertThat(view(UNREADABLE, IKE + SEND + RECEIVE, List.of()).phase()).isEqualTo(Phase.UNKNOWN);
    }

    @Test
    void theNewestIkeSaIsShownWithItsAlgorithms() {
        String table = "1 7 - ike - 20 203.0.113.10\n" + "9 7 - ike - 19000 203.0.113.10\n" + SEND + RECEIVE;
        var detail = new SaDetail(
                9, true, null, null, "AES256_CBC", "HMAC_SHA2_256", "HMAC_SHA2_256_128", "MODP_1024", "aa bb");
        TunnelState state = view(ONLINE, table, List.of(detail));
        assertThat(state.ikeSa())
                .isEqualTo(new IkeSa(
                        9,
                        Duration.ofSeconds(19000),
                        "AES256_CBC",
                        "HMAC_SHA2_256",
                        "HMAC_SHA2_256_128",
                        "MODP_1024",
                        "aa bb"));
        assertThat(state.childSas()).hasSize(2);
    }

    @Test
    void aLanWithAFixedAddressHasTheDefaultRoutesGateway() {
        RouteTable routes =
                RouteTable.parse(List.of("default 198.51.100.1 LAN2 static", "203.0.113.9 198.51.100.3 LAN2 static"));
        assertThat(LinkView.fixedAddress("198.51.100.20/24")).isEqualTo("198.51.100.20");
        assertThat(LinkView.gateway("lan2", "198.51.100.20/24", routes)).isEqualTo("198.51.100.1");
        assertThat(LinkView.gateway("lan3", "192.0.2.1/24", routes)).isNull();
    }

    @Test
    void afterTheDefaultRouteWentIntoTunnelsTheHostRoutesTellTheGateway() {
        RouteTable routes = RouteTable.parse(List.of(
                "default - TUNNEL[1] static",
                "198.51.100.0/24 198.51.100.20 LAN2 implicit",
                "10.0.0.0/8 198.51.100.9 LAN2 static",
                "203.0.113.10/32 198.51.100.1 LAN2 static"));
        assertThat(LinkView.gateway("lan2", "198.51.100.20/24", routes)).isEqualTo("198.51.100.1");
    }

    @Test
    void aLanByDhcpHasTheAddressThatItsOwnNetworksRouteShows() {
        RouteTable routes = RouteTable.parse(List.of(
                "default 198.51.100.1 LAN2 temporary",
                "192.168.100.0/24 192.168.100.1 LAN1 implicit",
                "198.51.100.0/24 198.51.100.77 LAN2 implicit"));
        assertThat(LinkView.leasedAddress("lan2", routes)).isEqualTo("198.51.100.77");
        assertThat(LinkView.leasedAddress("lan3", routes)).isNull();
        assertThat(LinkView.gateway("lan2", "dhcp", routes)).isEqualTo("DHCP");
        assertThat(LinkView.fixedAddress("dhcp")).isNull();
    }

    private static TunnelState view(String status, String table, List<SaDetail> details) {
        return TunnelView.of(
                TunnelStatus.parse(1, status.lines().toList()),
                7,
                SaTable.parse(table.lines().toList()),
                details);
    }
}
