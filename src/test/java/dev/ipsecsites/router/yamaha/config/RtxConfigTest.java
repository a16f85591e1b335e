package dev.ipsecsites.router.yamaha.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.ipsec.Secret;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtxConfigTest {
    private static final String TEXT = """
            # RTX1220 Rev.15.04.04 (Mon Jun 13 16:36:19 2022)
            # MAC Address : ac:44:f2:b6:fe:c1, ac:44:f2:b6:fe:c2, ac:44:f2:b6:fe:c3
            # Memory 256Mbytes, 3LAN
            # main:  RTX1220 ver=00 serial=S3X000001 MAC-Address=ac:44:f2:b6:fe:c1 MAC-Addr
            ess=ac:44:f2:b6:fe:c2 MAC-Address=ac:44:f2:b6:fe:c3
            # Reporting Date: Jan 26 11:54:02 2023
            administrator password encrypted *
            login user operator *
            console columns 200
            ip route default gateway pp 1
            ip route 10.0.0.0/8 gateway 192.168.1.254 metric 2
            ip lan1 address 192.168.100.1/24
            ip lan2 address dhcp
            ip lan2 nat descriptor 2
            pp select 1
             pp always-on on
             pp auth myname user@example.ne.jp hunter2
             ip pp secure filter in 200003 200020 200099 dynamic 200080 200081
             ip pp nat descriptor 1
             pp enable 1
            tunnel select 5
             description tunnel "to the branch"
             ipsec tunnel 105
              ipsec sa policy 105 7 esp aes-cbc sha-hmac
              ipsec ike duration isakmp-sa 7 28800
              ipsec ike keepalive use 7 on
              ipsec ike pre-shared-key 7 text tunnelsecret
              ipsec ike remote address 7 192.0.2.77   \s
             ip tunnel mtu 1300
             tunnel enable 5
            ip filter 200003 reject 192.168.100.0/24 * * * *
            ip filter 200099 reject * * * * *
            nat descriptor type 1 masquerade
            ipsec auto refresh on
            ipsec ike retry 10 5 3
            frobnicate all the things
            embedded file a.lua <<EOF
            tunnel select 1
             ipsec tunnel 1
            EOF
            syslog host 192.168.100.9
            """;

    private final RtxConfig config = RtxConfig.parse(TEXT, 80);

    @Test
    void numbersInUseAreThoseOfTunnelsGatewaysAndPolicies() {
        assertThat(config.tunnelNumbers()).containsExactly(5, 7, 105);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        ipsec transport 1 5 udp 1701; 5
        ipsec transport template 1 6 8-9; 6,8,9
        pp bind tunnel5-tunnel6 tunnel9; 5,6,9
        pp bind usb1; ''
        bridge member bridge1 lan1 tunnel4; 4
        bridge member bridge1 lan1 tunnel4-tunnel5; 4,5
        ip route 172.16.0.0/16 gateway pp 1 gateway tunnel 5 hide; 5
        ip route 172.16.0.0/16 gateway pp 5 filter 6; ''
        ipv6 route default gateway tunnel 5; 5
        tunnel backup tunnel 7 switch-interface=on; 7
        pp backup tunnel 7; 7
        lan backup lan2 tunnel 7; 7
        ip lan1 vrrp shutdown trigger 3 tunnel 7; 7
        ip lan1 vrrp shutdown trigger 3 pp 7; ''
        ip keepalive 1 icmp-echo 5 5 192.0.2.1 ipsec-refresh-down=3,4; 3,4
        ip keepalive 1 icmp-echo 5 5 192.0.2.1 ipsec-refresh=3 ipsec-refresh-up=4; 3,4
        schedule at 1 */* 07:55 tunnel 5 ipsec ike log 5 key-info; 5
        """)
    void numbersThatOtherLinesTakeForATunnelOrPolicyAreInUseToo(String line, String numbers) {
        RtxConfig foreign = RtxConfig.parse("pp select anonymous\n " + line + "\n" + line + "\n", 0);
        assertThat(foreign.tunnelNumbers())
                .map(String::valueOf)
                .containsExactly(numbers.isEmpty() ? new String[0] : numbers.split(",", -1));
        assertThat(foreign.linesOnNumber(5)).isEmpty();
    }

    @Test
    void linesAreFoundByWhatTheySetWhereverTheyAreFiled() {
        assertThat(config.get(ConfigKey.global("ipsec ike duration ike-sa 7")))
                .get()
                .hasToString("ipsec ike duration ike-sa 7 28800");
        assertThat(config.get(ConfigKey.global("ipsec sa policy 105"))).isPresent();
        assertThat(config.get(new ConfigKey(new Context.Tunnel(5), List.of("ip", "tunnel", "mtu"))))
                .isPresent();
        assertThat(config.get(ConfigKey.global("ipsec ike remote address 7")))
                .get()
                .hasToString("ipsec ike remote address 7 192.0.2.77");
    }

    @Test
    void headersAndBodiesOfEmbeddedFilesAreNoSettings() {
        assertThat(config.startingWith("embedded file")).singleElement().hasToString("embedded file a.lua ********");
        assertThat(config.lines().values()).noneMatch(line -> line.toString().contains("ess="));
        assertThat(config.startingWith("frobnicate")).hasSize(1);
        assertThat(config.startingWith("syslog host")).hasSize(1);
    }

    @Test
    void interfacesTellTheirNatAndAddress() {
        assertThat(config.natDescriptor("pp1")).contains(1);
        assertThat(config.natDescriptor("lan2")).contains(2);
        assertThat(config.natDescriptor("lan1")).isEmpty();
        assertThat(config.address("lan1")).contains("192.168.100.1/24");
        assertThat(config.address("lan2")).contains("dhcp");
    }

    @Test
    void secretsAreNeverPrinted() {
        assertThat(config.lines().values().toString()).doesNotContain("hunter2", "tunnelsecret");
        assertThat(config.toString()).doesNotContain("hunter2");
        assertThat(RtxConfig.parse("ipsec ike pre-shared-key 1 0xabcdef", 0)
                        .lines()
                        .values())
                .hasToString("[ipsec ike pre-shared-key 1 ********]");
    }

    @Test
    void tellsTheKeyOfATunnelWhereItCanBeOurs() {
        RtxConfig keys = RtxConfig.parse("""
                tunnel select 1
                 ipsec tunnel 1
                  ipsec ike pre-shared-key 1 text abcd1234
                tunnel select 2
                  ipsec ike pre-shared-key 2 0xabcdef
                tunnel select 11
                  ipsec ike pre-shared-key 11 text not-ours!
                """, 0);

        assertThat(keys.preSharedKey(1)).contains(Secret.of("abcd1234"));
        assertThat(keys.preSharedKey(2)).isEmpty();
        assertThat(keys.preSharedKey(11)).isEmpty();
        assertThat(keys.preSharedKey(3)).isEmpty();
    }

    @Test
    void aLineWrappedInMidNumberIsOneLineAgain() {
        String list = "ip lan2 secure filter in "
                + String.join(
                        " ",
                        IntStream.rangeClosed(1000, 1128)
                                .mapToObj(String::valueOf)
                                .toList());
        StringBuilder wrapped = new StringBuilder();
        for (int at = 0; at < list.length(); at += 80) {
            wrapped.append(list, at, Math.min(list.length(), at + 80)).append("\r\n");
        }
        RtxConfig parsed = RtxConfig.parse(wrapped + "ip filter 1128 reject * *\r\n", 80);
        assertThat(parsed.filterLists())
                .singleElement()
                .satisfies(line ->
                        assertThat(FilterList.of(line).members()).hasSize(129).endsWith(1128));
        assertThat(parsed.startingWith("ip filter")).hasSize(1);
    }

    @Test
    void aFullLineThatIsNotWrappedDoesNotSwallowTheNext() {
        String full = "syslog facility " + "x".repeat(80 - 16);
        RtxConfig parsed = RtxConfig.parse(full + "\nip route default gateway pp 1\n", 80);
        assertThat(parsed.routes()).hasSize(1);
        assertThat(parsed.lines()).hasSize(2);
    }

    @Test
    void membersWithoutIndentationStillBelongToTheirTunnel() {
        RtxConfig flat = RtxConfig.parse(
                "tunnel select 3\nipsec tunnel 3\nip tunnel mtu 1300\ntunnel enable 3\nip route default gateway pp 1\n",
                0);
        assertThat(flat.linesOnNumber(3)).hasSize(3);
        assertThat(flat.routes()).hasSize(1);
    }

    @Test
    void quotesAndBlanksDoNotMakeAnotherLine() {
        assertThat(ConfigLine.read(new Context.Tunnel(1), " description   tunnel cato "))
                .isEqualTo(ConfigLine.of(
                        new Context.Tunnel(1),
                        CommandLine.of("description tunnel").description("d", "cato")));
        assertThat(ConfigLine.read(Context.global(), "ip route 203.0.113.10/32 gateway pp 1"))
                .isEqualTo(ConfigLine.read(Context.global(), "ip route 203.0.113.10 gateway pp 1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "ipsec auto refresh on  # 自動鍵交換>ipsec auto refresh on",
                "  ipsec ike hash 1 sha256 #Phase1>  ipsec ike hash 1 sha256",
                "ipsec auto refresh on\t# x # y>ipsec auto refresh on",
                "  # a line of its own>~~",
                "ipsec ike pre-shared-key 1 text \"ab # cd\" # x>ipsec ike pre-shared-key 1 text \"ab # cd\"",
                "ipsec ike pre-shared-key 1 text 'ab #cd'>ipsec ike pre-shared-key 1 text 'ab #cd'",
                "ipsec ike pre-shared-key 1 text \"#cd>ipsec ike pre-shared-key 1 text \"#cd",
                "ipsec ike pre-shared-key 1 text \\#cd>ipsec ike pre-shared-key 1 text \\#cd",
                "ipsec ike pre-shared-key 1 text ab\\ #cd>ipsec ike pre-shared-key 1 text ab\\ #cd",
                "ipsec ike pre-shared-key 1 text ab#cd>ipsec ike pre-shared-key 1 text ab#cd",
                "ipsec ike pre-shared-key 1 text \"\"#cd>ipsec ike pre-shared-key 1 text \"\"#cd",
                "description lan1 a wrapped line  >description lan1 a wrapped line  ",
                "a backslash at the end \\>a backslash at the end \\",
            })
    void aCommentBehindALineOfAFileIsCutAndNothingElse(String line, String without) {
        assertThat(RtxConfig.uncommented(line)).isEqualTo(without);
    }

    /** What a router prints is compared with what was written to it: nothing of it is left out. */
    @Test
    void whatARouterPrintsKeepsItsSigns() {
        RtxConfig config = RtxConfig.parse("description lan1 line #2", 0);
        assertThat(config.lines().values())
                .singleElement()
                .satisfies(line -> assertThat(line.typed()).containsExactly("description", "lan1", "line", "#2"));
    }

    @Test
    void halfAnAnswerIsReadAsFarAsItGoes() {
        for (int length = 0; length < TEXT.length(); length += 7) {
            RtxConfig half = RtxConfig.parse(TEXT.substring(0, length), 80);
            assertThat(half.lines().size()).isLessThanOrEqualTo(config.lines().size() + 1);
        }
    }
}
