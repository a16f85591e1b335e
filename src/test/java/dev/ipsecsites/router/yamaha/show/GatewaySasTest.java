package dev.ipsecsites.router.yamaha.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewaySasTest {
    private static final List<String> RECORDS = """
        SA[1] Duration: 10675s
        Protocol: IKE
        Algorithm: AES-CBC, SHA-1, MODP 1024bit
        SA[2] Duration: 1719s
        Direction: send
        Protocol: ESP (Mode: tunnel)
        SA[3] Duration: 1719s
        Direction: receive
        Protocol: ESP (Mode: tunnel)
        """.lines().toList();

    @Test
    void countsStandInTheTableOfOneGateway() {
        List<String> table = """
            sgw  flags local-id                      remote-id        # of sa
            --------------------------------------------------------------------------
            1    U K   192.168.1.0                   72.21.209.225    i:2 s:1 r:1
            21         192.168.1.0                   72.21.209.226    i:1 s:0 r:0
            """.lines().toList();
        assertThat(GatewaySas.of(table, List.of()))
                .isEqualTo(Map.of(1, new GatewaySas(2, 1, 1), 21, new GatewaySas(1, 0, 0)));
    }

    @Test
    void theTableOfAllGatewaysHasNone() {
        assertThat(GatewaySas.of(List.of("1     1    -     isakmp        -    21398   203.0.113.1"), List.of()))
                .isEmpty();
    }

    @Test
    void recordsCountForTheGatewayThatWasAskedFor() {
        var details = new java.util.ArrayList<>(RECORDS);
        assertThat(GatewaySas.of(List.of(), details)).isEmpty();
        details.addFirst(GatewaySas.asked(7));
        details.add(GatewaySas.asked(8));
        assertThat(GatewaySas.of(List.of(), details)).isEqualTo(Map.of(7, new GatewaySas(1, 1, 1)));
    }

    @Test
    void bothWaysNeedsBoth() {
        assertThat(new GatewaySas(1, 1, 1).bothWays()).isTrue();
        assertThat(new GatewaySas(1, 1, 0).bothWays()).isFalse();
        assertThat(new GatewaySas(0, 0, 0).any()).isFalse();
    }
}
