package dev.ipsecsites.router.yamaha.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ports as filters and static NAT entries write them: a number, a name, or a range of these that may be open at one end (REF 8.1.10).
 */
record PortRange(int first, int last) {
    private static final int HIGHEST = 65_535;

    /**
     * The names of REF 8.1.10, which calls its table a part of them; then those of applications of REF 8.1.14 that IANA gives one number, some
     * of which the routers' own filter lists use as ports.
     */
    private static final Map<String, PortRange> NAMES = names("""
            ftpdata=20 telnet=23 smtp=25 domain=53 gopher=70 finger=79 www=80 pop3=110 sunrpc=111 ident=113
            ntp=123 nntp=119 snmp=161 syslog=514 printer=515 talk=517 route=520 uucp=540 submission=587
            echo=7 discard=9 daytime=13 chargen=19 ssh=22 time=37 whois=43 dns=53 dhcps=67 dhcpc=68 tftp=69 http=80
            ms-rpc=135 netbios_ns=137 netbios_dgm=138 netbios_ssn=139 imap=143 snmptrap=162 bgp=179 imap3=220 ldap=389
            https=443 ms-ds=445 ike=500 rlogin=513 rwho=513 rsh=514 rip=520 ripng=521 dhcpv6c=546 dhcpv6s=547
            l2tp=1701 pptp=1723 nfs=2049 ipsec-nat-t=4500 sip=5060
            """);

    private static Map<String, PortRange> names(String table) {
        Map<String, PortRange> names = new HashMap<>();
        names.put("ftp", new PortRange(20, 21));
        for (String entry : table.strip().split("\\s+", -1)) {
            int equals = entry.indexOf('=');
            int port = Words.number(entry.substring(equals + 1));
            names.put(entry.substring(0, equals), new PortRange(port, port));
        }
        return Map.copyOf(names);
    }

    /** Empty for words that this program doesn't know. */
    static Optional<PortRange> of(String word) {
        if (word.equals("*")) {
            return Optional.of(new PortRange(0, HIGHEST));
        }
        Optional<PortRange> range = one(word);
        // Some names have a dash themselves.
        for (int dash = word.indexOf('-'); dash >= 0 && range.isEmpty(); dash = word.indexOf('-', dash + 1)) {
            range = between(word.substring(0, dash), word.substring(dash + 1));
        }
        return range;
    }

    private static Optional<PortRange> between(String from, String to) {
        Optional<PortRange> first = from.isEmpty() ? one("0") : one(from);
        Optional<PortRange> last = to.isEmpty() ? one(String.valueOf(HIGHEST)) : one(to);
        return first.isEmpty() || last.isEmpty() || (from.isEmpty() && to.isEmpty())
                ? Optional.empty()
                : Optional.of(new PortRange(first.get().first(), last.get().last()));
    }

    private static Optional<PortRange> one(String word) {
        int number = Words.number(word);
        return number >= 0 && number <= HIGHEST
                ? Optional.of(new PortRange(number, number))
                : Optional.ofNullable(NAMES.get(word));
    }

    boolean contains(int port) {
        return first <= port && port <= last;
    }
}
