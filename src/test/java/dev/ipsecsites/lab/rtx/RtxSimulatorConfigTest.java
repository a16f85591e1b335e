package dev.ipsecsites.lab.rtx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.rtx.device.ConsoleCharset;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed, what is kept, and how {@code show config} prints it (yamaha-rtx.md §3.1). */
class RtxSimulatorConfigTest {
    private final RtxSimulator router = Routers.english(RtxModel.RTX1220).build();

    @Test
    void theTimeIsNoTimeZone() {
        RtxSimulator router = Routers.english(RtxModel.RTX1220).build();
        assertThat(router.type("time 1:00:00", "date 2025/01/01")).isEmpty();
        assertThat(router.runningConfig()).noneMatch(l -> l.startsWith("timezone"));
    }

    @Test
    void theArticlesRouterIsPrintedInTheRoutersOrder() {
        RtxSimulator article = Routers.article()
                .clock(Clock.fixed(Instant.parse("2024-01-29T09:38:23Z"), ZoneOffset.UTC))
                .serial("S3K000001")
                .build();
        assertThat(article.type("show config"))
                .startsWith("# RTX810 Rev.11.01.34 (Tue Nov 26 18:39:12 2019)")
                .anySatisfy(l -> assertThat(l).isEqualTo("# Reporting Date: Jan 29 18:38:23 2024"));
        assertThat(article.type("show config").stream()
                        .filter(l -> !l.startsWith("#"))
                        .toList())
                .isEqualTo("""
                    administrator password *
                    login user admin *
                    ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0
                    ip route 203.0.113.10 gateway pp 1
                    ip lan1 address 192.168.100.1/24
                    pp select 1
                     pp always-on on
                     pppoe use lan2
                     pppoe auto disconnect off
                     pp auth accept pap chap
                     pp auth myname site@isp.example.jp isppass
                     ppp lcp mru on 1454
                     ppp ipcp ipaddress on
                     ppp ipcp msext on
                     ppp ccp type none
                     ip pp mtu 1454
                     ip pp secure filter in 200003 200020 200030 200040 200041
                     ip pp secure filter out 200099 dynamic 200080 200098
                     ip pp nat descriptor 1
                     pp enable 1
                    tunnel select 1
                     tunnel name Tokyo
                     ipsec tunnel 1
                      ipsec sa policy 1 1 esp aes256-cbc sha256-hmac
                      ipsec ike version 1 2
                      ipsec ike duration child-sa 1 3600
                      ipsec ike duration ike-sa 1 19800
                      ipsec ike encryption 1 aes256-cbc
                      ipsec ike group 1 modp1024
                      ipsec ike hash 1 sha256
                      ipsec ike keepalive log 1 off
                      ipsec ike keepalive use 1 on
                      ipsec ike local address 1 192.0.2.10
                      ipsec ike local name 1 192.0.2.10 ipv4-addr
                      ipsec ike pre-shared-key 1 text Secret123
                      ipsec ike proposal-limitation 1 on
                      ipsec ike remote address 1 203.0.113.10
                      ipsec ike remote name 1 203.0.113.10 ipv4-addr
                     ip tunnel tcp mss limit auto
                     tunnel enable 1
                    ip filter 200003 reject 192.168.100.0/24 * * * *
                    ip filter 200020 pass * * icmp-info * *
                    ip filter 200030 pass * 192.168.100.0/24 icmp * *
                    ip filter 200040 pass 203.0.113.10 192.0.2.10 esp * *
                    ip filter 200041 pass 203.0.113.10 192.0.2.10 udp * 500
                    ip filter 200099 pass * * * * *
                    ip filter dynamic 200080 * * ftp
                    ip filter dynamic 200098 * * tcp
                    nat descriptor type 1 masquerade
                    nat descriptor address outer 1 ipcp
                    nat descriptor address inner 1 auto
                    ipsec auto refresh on
                    dhcp service server
                    dhcp scope 1 192.168.100.10-192.168.100.99/24
                    dns server pp 1
                    sshd service on
                    sshd host key generate *
                    """.lines().toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        SYSLOG DEBUG ON; syslog debug on
        sys deb on; syslog debug on
        ip route 10.1.2.3/8 gateway pp 1; ip route 10.0.0.0/8 gateway pp 1
        ip route 10.0.0.0/255.0.0.0 gateway pp 1; ip route 10.0.0.0/8 gateway pp 1
        syslog   notice     on  # why not; syslog notice on
        description 1 "two words"; description 1 "two words"
        description 1 'say "hi"'; description 1 'say "hi"'
        description 1 a\\#b; description 1 "a#b"
        description 1 plain#comment; description 1 plain
        ipsec ike pre-shared-key 7 text "a b?c"; ipsec ike pre-shared-key 7 text "a b?c"
        console columns 80; console columns 80
        ipsec ike duration ipsec-sa 3 28800; ipsec ike duration ipsec-sa 3 28800
        ip filter 9 pass 10.0.0.1-10.0.0.9,10.1.0.0/16 * udp,tcp domain,1024-2000 *; ip filter 9 pass 10.0.0.1-10.0.0.9,10.1.0.0/16 * udp,tcp domain,1024-2000 *
        user attribute a connection=SSH,sftp,http host=10.0.0.1,10.0.1.0-10.0.1.9; user attribute a connection=ssh,sftp,http host=10.0.0.1,10.0.1.0-10.0.1.9
        user attribute * host=lan1 login-timer=120; user attribute * host=lan1 login-timer=120
        user attribute a host=any login-timer=clear; user attribute a host=any login-timer=clear
        user attribute a login-timer=21474836; user attribute a login-timer=21474836
        schedule at 1 */* 03:00 * ipsec sa delete all; schedule at 1 */* 03:00 * ipsec sa delete all
        """)
    void keepsWhatWasMeant(String typed, String kept) {
        assertThat(router.type(typed)).isEmpty();
        assertThat(router.runningConfig()).contains(kept);
    }

    @Test
    void replacesWholeLinesAndTakesThemAwayByKey() {
        router.type(
                "ip route 10.0.0.0/8 gateway tunnel 1 hide gateway tunnel 2 weight 0",
                "ip route 10.0.0.0/8 gateway pp 1");
        router.type("ipsec ike duration ipsec-sa 1 3600", "ipsec ike duration child-sa 1 7200");
        assertThat(router.runningConfig())
                .contains("ip route 10.0.0.0/8 gateway pp 1", "ipsec ike duration child-sa 1 7200")
                .noneMatch(l -> l.contains("hide") || l.contains("ipsec-sa"));
        router.type("no ip route 10.0.0.0/8 anything goes", "no ipsec ike duration ipsec-sa 1 1 2 3");
        assertThat(router.runningConfig()).noneMatch(l -> l.startsWith("ip route") || l.contains("duration"));
        assertThat(router.type("no ip route 10.0.0.0/8")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no set A", "no set A=other", "no set A b c"})
    void aVariableIsForgottenByItsName(String line) {
        router.type("set A=b=c", "set AB=d");
        assertThat(router.type(line)).isEmpty();
        assertThat(router.runningConfig()).contains("set AB=d").noneMatch(l -> l.startsWith("set A="));
    }

    @Test
    void aHostRouteIsTheSameWithAndWithoutItsPrefix() {
        router.type("ip route 203.0.113.10 gateway pp 1", "ip route 203.0.113.10/32 gateway pp 2");
        assertThat(router.runningConfig())
                .contains("ip route 203.0.113.10/32 gateway pp 2")
                .noneMatch(l -> l.endsWith("pp 1"));
    }

    @Test
    void aFilterListIsReplacedNotExtended() {
        router.type("ip lan2 secure filter in 1 2 dynamic 3", "ip lan2 secure filter in 4");
        assertThat(router.runningConfig()).contains("ip lan2 secure filter in 4");
        String tooLong = "ip lan2 secure filter in " + "1 ".repeat(130);
        assertThat(router.type(tooLong)).containsExactly("Error: Insufficient or too many parameters");
        assertThat(router.runningConfig()).contains("ip lan2 secure filter in 4");
    }

    @Test
    void aRouteHasAtMost129WordsBehindItsFirstGateway() {
        String filters = " filter " + "1 ".repeat(127).strip();
        assertThat(router.type("ip route 10.0.0.0/8 gateway null" + filters)).isEmpty();
        assertThat(router.type("ip route 10.0.0.0/8 gateway null" + filters + " 2"))
                .containsExactly("Error: Insufficient or too many parameters");
        assertThat(router.type("ip route 10.0.0.0/8" + " gateway 192.0.2.1 weight 1".repeat(33)))
                .containsExactly("Error: Insufficient or too many parameters");
        assertThat(router.runningConfig()).contains("ip route 10.0.0.0/8 gateway null" + filters);
    }

    @Test
    void gatewaysWithoutATunnelStandAtTopLevel() {
        router.type("ipsec ike version 9 2", "ipsec sa policy 90 9 esp aes-cbc sha-hmac");
        assertThat(router.runningConfig())
                .contains("ipsec ike version 9 2", "ipsec sa policy 90 9 esp aes-cbc sha-hmac");
        router.type("tunnel select 4", "ipsec tunnel 90");
        assertThat(router.type("show config tunnel 4"))
                .containsExactly(
                        "tunnel select 4",
                        " ipsec tunnel 90",
                        "  ipsec sa policy 90 9 esp aes-cbc sha-hmac",
                        "  ipsec ike version 9 2");
    }

    @Test
    void noTunnelSelectOnlyLeavesTheContext() {
        router.type("tunnel select 4", "ip tunnel mtu 1300", "no tunnel select 4");
        assertThat(router.type("ip tunnel mtu 1400")).containsExactly("Error: Execute pp select command beforehand");
        assertThat(router.runningConfig()).contains("tunnel select 4", " ip tunnel mtu 1300");
    }

    @Test
    void rangesAndAllEnableSeveralTunnels() {
        router.type("tunnel enable 1-3 7");
        assertThat(router.runningConfig())
                .contains(" tunnel enable 1", " tunnel enable 2", " tunnel enable 3", " tunnel enable 7");
        router.type("tunnel disable 2", "no tunnel enable 7");
        assertThat(router.runningConfig())
                .contains(" tunnel enable 3")
                .doesNotContain(" tunnel enable 2", " tunnel enable 7");
    }

    @Test
    void theDifferenceIsWhatTurnsOneIntoTheOther() {
        router.type("administrator password encrypted x");
        RtxSimulator open = RtxSimulator.builder(RtxModel.RTX1220)
                .hostKey(SharedHostKey.PAIR)
                .charset(ConsoleCharset.ASCII)
                .configuration("syslog notice on", "ip filter 1 pass * *")
                .build();
        open.type("no ip filter 1", "syslog notice off", "tunnel select 1", "ip tunnel mtu 1300");
        assertThat(open.type("show config difference 0"))
                .containsExactly("syslog notice on", "ip filter 1 pass * *", "tunnel select 1", " no ip tunnel mtu");
        assertThat(open.type("show config difference 0 -"))
                .containsExactly("no ip filter 1", "syslog notice off", "tunnel select 1", " ip tunnel mtu 1300");
    }

    @Test
    void savingKeepsTwoBackups() {
        List.of("syslog notice on", "syslog notice off", "syslog debug on").forEach(l -> router.type(l, "save"));
        assertThat(router.type("show config list").stream()
                        .map(l -> l.substring(1, 4).strip()))
                .contains("0", "0.1", "0.2");
        router.type("syslog debug off");
        router.reboot();
        assertThat(router.runningConfig()).contains("syslog debug on", "syslog notice off");
    }
}
