package dev.ipsecsites.lab.rtx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.rtx.device.RtxModel;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What depends on model and firmware (yamaha-rtx.md §4, §5). */
class RtxSimulatorModelTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        RTX810;  11.01.34; tunnel name Tokyo; true
        RTX810;  11.01.34; description tunnel Tokyo; false
        RTX830;  15.02.33; tunnel name Tokyo; false
        RTX830;  15.02.33; description tunnel Tokyo; true
        RTX810;  11.01.34; ipsec ike proposal-limitation 1 on; true
        RTX1210; 14.01.08; ipsec ike proposal-limitation 1 on; false
        RTX1210; 14.01.09; ipsec ike proposal-limitation 1 on; true
        RTX810;  11.01.34; ipsec ike child-exchange type 1 2; false
        RTX1210; 14.01.10; ipsec ike child-exchange type 1 2; false
        RTX1210; 14.01.11; ipsec ike child-exchange type 1 2; true
        RTX1300; 23.00.17; ipsec ike child-exchange type 1 2; true
        RTX1300; 23.00.17; ipsec ike hash 1 sha512; true
        VRX;     19.02.10; ipsec ike hash 1 sha512; false
        RTX830;  15.02.33; ipsec ike hash 1 sha384; false
        RTX1300; 23.00.17; ipsec sa policy 1 1 esp aes256-cbc sha384-hmac; true
        RTX1220; 15.04.07; ipsec sa policy 1 1 esp aes256-cbc sha384-hmac; false
        RTX810;  11.01.34; rollback timer 60; false
        RTX830;  15.02.02; rollback timer 60; false
        RTX830;  15.02.03; rollback timer 60; true
        RTX1220; 15.04.07; confirm; true
        RTX810;  11.01.34; console columns 200; true
        RTX810;  11.01.34; console columns 201; false
        RTX830;  15.02.13; console columns 201; false
        RTX830;  15.02.14; console columns 4096; true
        RTX810;  11.01.34; console character en.ascii; false
        RTX810;  11.01.34; console character ascii; true
        RTX810;  11.01.34; console character utf8; false
        RTX1210; 14.01.42; console character ja.utf8; true
        RTX1300; 23.00.17; console character ascii; true
        RTX810;  11.01.34; ipsec ike duration ipsec-sa 1 3600 100001; false
        RTX830;  15.02.26; ipsec ike duration ipsec-sa 1 3600 100001; false
        RTX830;  15.02.27; ipsec ike duration ipsec-sa 1 3600 2000000; true
        RTX830;  15.02.33; ipsec ike duration ipsec-sa 1 3600 99; false
        RTX1220; 15.04.04; ipsec ike duration child-sa 1 3600 100001; false
        RTX1220; 15.04.07; ipsec ike duration child-sa 1 3600 2000000; true
        RTX1210; 14.01.41; ipsec ike duration child-sa 1 3600 100001; false
        RTX1210; 14.01.42; ipsec ike duration child-sa 1 3600 2000000; true
        RTX1300; 23.00.17; ipsec ike duration child-sa 1 3600 2000000 rekey 70%; true
        RTX1300; 23.00.17; ipsec ike duration child-sa 1 3600 rekey 90%; true
        RTX1300; 23.00.17; ipsec ike duration child-sa 1 3600 rekey off; true
        RTX1300; 23.00.17; ipsec ike nat-traversal 1 on keepalive=30 force=on; true
        RTX1300; 23.00.17; ipsec ike nat-traversal 1 on keepalive=100000; true
        RTX1300; 23.00.17; ipsec ike nat-traversal 1 on keepalive=off; true
        RTX810;  11.01.34; tunnel enable 6; true
        RTX810;  11.01.34; tunnel enable 7; false
        RTX830;  15.02.33; ipsec ike version 21 2; false
        RTX1220; 15.04.07; ipsec ike version 100 2; true
        VRX;     19.02.10; ipsec ike version 6000 2; true
        RTX810;  11.01.34; tunnel enable 1-3; false
        RTX830;  15.02.33; tunnel enable 1-3; true
        RTX810;  11.01.34; schedule at 1 +60 * restart; false
        RTX1220; 15.04.03; schedule at 1 +60 * restart; false
        RTX1220; 15.04.04; schedule at 1 +60 * restart; true
        RTX1220; 15.04.04; schedule at 1 +3601 * restart; false
        RTX1220; 15.04.04; schedule at 1 12:00 * save; false
        RTX830;  15.02.33; ipsec ike log message-info payload-info; true
        RTX830;  15.02.33; ipsec ike log 1 message-info; true
        RTX830;  15.02.33; ipsec ike log 21 message-info; false
        RTX1220; 15.04.04; schedule at 2 12:00 * date 2025/01/01; false
        RTX1220; 15.04.04; schedule at 2 12:00 * time 1:00:00; false
        RTX1220; 15.04.04; date 2025/01/01; true
        RTX1220; 15.04.04; date 2025/13/01; false
        RTX1220; 15.04.04; time 1:00:00; true
        RTX1220; 15.04.04; time jst; false
        RTX1220; 15.04.04; timezone jst; true
        RTX1220; 15.04.04; timezone +09:00; true
        RTX1220; 15.04.04; timezone 25; false
        RTX810;  11.01.34; sshd auth method all; false
        RTX1220; 15.04.07; sshd auth method all; true
        RTX1300; 23.00.17; user attribute admin administrator=2; true
        RTX1220; 15.04.07; user attribute admin administrator=2; false
        RTX1300; 23.00.17; user attribute administrator=1; false
        RTX1220; 15.04.07; user attribute administrator=on; true
        RTX1220; 15.04.07; user attribute admin connection=http; true
        RTX1220; 15.04.07; ip lan3 address 10.0.0.1/24; true
        RTX830;  15.02.33; ip lan3 address 10.0.0.1/24; false
        """)
    void decidesWhatIsAccepted(RtxModel model, String firmware, String command, boolean accepted) {
        RtxSimulator router = Routers.english(model).firmware(firmware).build();
        List<String> answer = router.type("tunnel select 1", command);
        assertThat(answer.isEmpty()).as("%s says %s", command, answer).isEqualTo(accepted);
    }
}
