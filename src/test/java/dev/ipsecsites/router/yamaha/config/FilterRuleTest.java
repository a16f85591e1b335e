package dev.ipsecsites.router.yamaha.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.router.yamaha.config.FilterRule.Packet;
import dev.ipsecsites.router.yamaha.config.FilterRule.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one filter does with packets of 203.0.113.10 to 198.51.100.20, in the forms that the reference gives it (REF 8.1.10). */
class FilterRuleTest {
    private static final String PEER = "203.0.113.10";
    private static final String OWN = "198.51.100.20";

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        reject * * udp,tcp netbios_ns-netbios_ssn *; NO_MATCH
        reject * * udp,tcp * netbios_ns-netbios_ssn; NO_MATCH
        reject * * udp dhcps,dhcpc dhcps,dhcpc; NO_MATCH
        reject * * udp snmp-snmptrap *; NO_MATCH
        reject * * udp * ftp,ftpdata,telnet,smtp,domain,gopher,finger,www,pop3,sunrpc,ident,ntp,nntp,snmp; NO_MATCH
        reject * * udp * syslog,printer,talk,route,uucp,submission; NO_MATCH
        reject * * udp ms-rpc-ms-ds *; NO_MATCH
        reject * * udp snmp-syslog *; REJECT
        pass * * udp * ike; PASS
        pass * * udp * ike-ipsec-nat-t; PASS
        pass * * udp 500,4500 500; PASS
        pass * * udp * *,80; PASS
        reject * * udp 1024- *; NO_MATCH
        reject * * udp * -1023; REJECT
        reject * * udp * -www; NO_MATCH
        reject * * udp * telnet-; REJECT
        reject * * udp * -; UNKNOWN
        reject * * udp frobnicate *; UNKNOWN
        reject * * udp 135,frobnicate *; UNKNOWN
        reject * * udp 500,frobnicate *; REJECT
        reject * * udp 70000 *; UNKNOWN
        reject * * tcpflag=0x0002/0x0017 * *; NO_MATCH
        reject * * tcpflag!=0x0000/0x0007; NO_MATCH
        reject * * tcpflag=0x0002/0x0017,udp * 500; REJECT
        reject * * established,tcpfin,tcprst,tcpsyn; NO_MATCH
        reject * * 17 * 500; REJECT
        """)
    void portsOfIkeAreNumbersNamesAndRanges(String rule, Verdict verdict) {
        assertThat(rule(rule).judge(Packet.udp(PEER, OWN, 500))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        pass * 198.51.100.20 udp,esp * 500; PASS
        reject * * * * 135-139; REJECT
        reject * * tcp,udp,esp 445 *; REJECT
        reject * * tcpfin,50 * www; REJECT
        reject * * tcpflag=0x0002/0x0017,esp 445 *; REJECT
        reject * * icmp,esp 8; REJECT
        reject * * tcp,udp 445 *; NO_MATCH
        reject * * icmp 8; NO_MATCH
        reject * * tcpflag=0x0002/0x0017 * *; NO_MATCH
        pass * * esp * *; PASS
        pass * * esp * 500; UNKNOWN
        """)
    void portsOfOthersDontKeepEspBack(String rule, Verdict verdict) {
        assertThat(rule(rule).judge(Packet.esp(PEER, OWN))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        icmp 8; PASS; NO_MATCH
        icmp 0; NO_MATCH; PASS
        icmp 8 0; PASS; NO_MATCH
        icmp 8 1; NO_MATCH; NO_MATCH
        icmp 0,8; PASS; PASS
        icmp 0-10; PASS; PASS
        icmp 5 1; NO_MATCH; NO_MATCH
        icmp echo; UNKNOWN; UNKNOWN
        1 8; PASS; NO_MATCH
        icmp * *; PASS; PASS
        icmp,udp 500; PASS; PASS
        icmp-info 3; PASS; PASS
        icmp-error; NO_MATCH; NO_MATCH
        * 500 500; PASS; PASS
        """)
    void icmpAloneHasTypeAndCode(String rest, Verdict echo, Verdict reply) {
        assertThat(rule("pass * * " + rest).judge(Packet.echo(PEER, OWN))).isEqualTo(echo);
        assertThat(rule("pass * * " + rest).judge(Packet.echoReply(PEER, OWN))).isEqualTo(reply);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        203.0.113.10; PASS
        203.0.113.11; NO_MATCH
        203.0.113.*; PASS
        203.*.*.10; PASS
        203.0.114.*; NO_MATCH
        203.0.113.0-203.0.113.15; PASS
        203.0.113.11-203.0.113.15; NO_MATCH
        203.0.113.10-; PASS
        -203.0.113.9; NO_MATCH
        203.0.113.0/24; PASS
        203.0.113.77/255.255.255.0; PASS
        203.0.112.0/255.255.255.0; NO_MATCH
        203.0.113.0/0xffffff00; PASS
        0.0.0.10/0.0.0.255; PASS
        192.0.2.1,203.0.113.10; PASS
        192.0.2.1,pop.example.com; UNKNOWN
        pop-1.example.com; UNKNOWN
        *.example.com; UNKNOWN
        @m365,203.0.113.10; PASS
        map-e; UNKNOWN
        203.0.113; UNKNOWN
        203.0.113.256; UNKNOWN
        203.0.113.0/33; UNKNOWN
        203.0.113.*/24; UNKNOWN
        -; UNKNOWN
        """)
    void addressesAreHostsMasksWildcardsAndRanges(String source, Verdict verdict) {
        assertThat(rule("pass " + source + " *").judge(Packet.esp(PEER, OWN))).isEqualTo(verdict);
    }

    private static FilterRule rule(String text) {
        return FilterRule.of(ConfigLine.read(Context.global(), "ip filter 1 " + text))
                .orElseThrow();
    }
}
