package dev.ipsecsites.lab.rtx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.rtx.device.RtxModel;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The error catalogue of yamaha-rtx.md §2 in both languages. */
class RtxSimulatorErrorTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        foo; Invalid command name; コマンド名を確認してください
        show version; Invalid command name; コマンド名を確認してください
        show ip interface; Invalid command name; コマンド名を確認してください
        no foo; Invalid command name; コマンド名を確認してください
        no save; Invalid command name; コマンド名を確認してください
        ipsec ike encryption 1 aes512; Illegal keyword; パラメータのキーワードが認識できません
        ipsec ike encryption 1 aes; Illegal keyword; パラメータのキーワードが認識できません
        ipsec ike hash 1 sha384; Illegal keyword; パラメータのキーワードが認識できません
        syslog debug maybe; Illegal keyword; パラメータのキーワードが認識できません
        ip route default gateway tunnel 1 hidden; Illegal keyword; パラメータのキーワードが認識できません
        show config|grep ip; Invalid command name; コマンド名を確認してください
        show config grep ip; Illegal keyword; パラメータのキーワードが認識できません
        console lines 0; Parameter out of range; パラメータが範囲を越えています
        console columns 79; Parameter out of range; パラメータが範囲を越えています
        tunnel select 101; Parameter out of range; パラメータが範囲を越えています
        ipsec ike version 101 2; Parameter out of range; パラメータが範囲を越えています
        ip filter 0 pass *; Parameter out of range; パラメータが範囲を越えています
        ipsec ike duration ike-sa 1 299; Parameter out of range; パラメータが範囲を越えています
        ipsec ike duration child-sa 1 3600 rekey 91%; Parameter out of range; パラメータが範囲を越えています
        ipsec ike duration child-sa 1 3600 rekey 69%; Parameter out of range; パラメータが範囲を越えています
        ipsec ike duration child-sa 1 3600 rekey 80; Illegal keyword; パラメータのキーワードが認識できません
        ipsec ike nat-traversal 1 on keepalive=29; Parameter out of range; パラメータが範囲を越えています
        ipsec ike nat-traversal 1 on keepalive=100001; Parameter out of range; パラメータが範囲を越えています
        ipsec ike version x 2; Parameter must be an integer; パラメータは整数で指定してください
        schedule at x 12:00 * restart; Parameter must be an integer; パラメータは整数で指定してください
        ip lan1 address 300.1.1.1/24; Unrecognized IP address parameter; IPアドレスが認識できません
        ip route 10.0.0.0/33 gateway pp 1; Unrecognized IP address parameter; IPアドレスが認識できません
        ipsec ike remote address 1 1.2.3; Unrecognized IP address parameter; IPアドレスが認識できません
        user attribute a login-timer=119; Parameter out of range; パラメータが範囲を越えています
        user attribute a login-timer=21474837; Parameter out of range; パラメータが範囲を越えています
        user attribute a login-timer=999999999999; Parameter out of range; パラメータが範囲を越えています
        user attribute a login-timer=5; Parameter out of range; パラメータが範囲を越えています
        user attribute a login-timer=never; Illegal keyword; パラメータのキーワードが認識できません
        user attribute a connection=foo; Illegal keyword; パラメータのキーワードが認識できません
        user attribute a connection=ssh,foo; Illegal keyword; パラメータのキーワードが認識できません
        user attribute a connection=ssh,; Illegal keyword; パラメータのキーワードが認識できません
        user attribute a connection=all,ssh; Illegal keyword; パラメータのキーワードが認識できません
        user attribute a host=10.0.0; Illegal keyword; パラメータのキーワードが認識できません
        user attribute a host=10.0.0.1,; Illegal keyword; パラメータのキーワードが認識できません
        user attribute a host=lan9; Illegal keyword; パラメータのキーワードが認識できません
        ipsec ike version 1; Insufficient or too many parameters; パラメータの数が不適当です
        ipsec ike version 1 2 3; Insufficient or too many parameters; パラメータの数が不適当です
        ip tunnel mtu 1300; Execute pp select command beforehand; このコマンドは相手を選択してから実行してください
        pppoe use lan2; Execute pp select command beforehand; このコマンドは相手を選択してから実行してください
        """)
    void isWordedAsOnARouter(String command, String english, String japanese) {
        RtxSimulator speaksEnglish = Routers.english(RtxModel.RTX1220).build();
        RtxSimulator speaksJapanese = Routers.of(RtxModel.RTX1220).build();
        List<String> before = speaksEnglish.runningConfig();
        assertThat(speaksEnglish.type(command)).containsExactly("Error: " + english);
        assertThat(speaksJapanese.type(command)).containsExactly("エラー: " + japanese);
        assertThat(speaksEnglish.runningConfig()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        ipsec use on
        tunnel enable 1
        save
        console prompt X
        console info on
        no ip route default
        login user x y
        restart
        ipsec sa delete all
        show config difference 0
        show techinfo
        """)
    void tellsUsersWhatIsForAdministrators(String command) throws Exception {
        try (RtxSimulator router = Routers.english(RtxModel.RTX1220).build().start();
                PlainSsh ssh = PlainSsh.login(router, "admin", "secret")) {
            ssh.until("> ");
            assertThat(ssh.run(command)).isEqualTo("Error: Administrator use only");
        }
    }
}
