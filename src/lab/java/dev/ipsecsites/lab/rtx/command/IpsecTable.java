package dev.ipsecsites.lab.rtx.command;

import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.config.Definition.Filing;
import dev.ipsecsites.lab.rtx.config.Section;
import java.util.List;

/**
 * IKE and IPsec (yamaha-rtx.md §4.3): global commands, whatever is selected. Ranks give the order inside the {@code ipsec tunnel}
 * sub-block as §3.1 has it, the rest in alphabetical order.
 */
final class IpsecTable extends Table {
    private static final String IDENTITY_TYPES = "[ipv4-addr|fqdn|user-fqdn|rfc822-addr|ipv6-addr|key-id|tel|tel-key]";

    IpsecTable(Grammar grammar) {
        super(grammar);
    }

    @Override
    void fill() {
        String ciphers = "3des-cbc|des-cbc|aes-cbc|aes256-cbc";
        String hashes = "md5|sha|sha256" + (profile.longSha2() ? "|sha384|sha512" : "");
        String hmacs = "md5-hmac|sha-hmac|sha256-hmac" + (profile.longSha2() ? "|sha384-hmac|sha512-hmac" : "");
        global(
                        Section.IPSEC,
                        10,
                        "ipsec sa policy",
                        "<int:1..2147483647>",
                        gatewayNumber() + " (esp [" + ciphers + "] [" + hmacs + "]|ah (" + hmacs + "))"
                                + " (<local-id=any>|<remote-id=any>|<anti-replay-check=of:on,off>)*")
                .filed(Filing.POLICY);
        gateway(20, "version", "", "1|2");
        gateway(
                        30,
                        "duration",
                        "(ipsec-sa|child-sa|isakmp-sa|ike-sa)",
                        "<int:300..691200> [<int:100.." + profile.lifetimeKilobytesMax()
                                + ">|off] [rekey (<percent:70..90>|off)] [<forced-reduction=int:0..691200>]")
                .identifiedBy(IpsecTable::oneNameForALifetime);
        gateway(40, "always-on", "", "on|off").undoing("[" + gatewayNumber() + "] <any>*", IpsecTable::noAlwaysOn);
        gateway(50, "auth method", "", "auto|pre-shared-key|certificate|eap-md5");
        gateway(55, "backward-compatibility", "", "1|2");
        if (profile.childExchangeType()) {
            gateway(60, "child-exchange type", "", "1|2");
        }
        gateway(70, "encryption", "", ciphers);
        gateway(80, "esp-encapsulation", "", "on|off");
        gateway(90, "group", "", "(modp768|modp1024|modp1536|modp2048) [modp768|modp1024|modp1536|modp2048]");
        gateway(100, "hash", "", hashes);
        gateway(110, "keepalive log", "", "on|off");
        gateway(120, "keepalive use", "", keepalive());
        gateway(
                130,
                "local address",
                "",
                "<ip>|vrrp " + lanWord() + " <int:1..255>|ipv6 prefix <any> on " + lanWord() + "|ipcp pp "
                        + ppNumber());
        gateway(140, "local id", "", "<ipmask>");
        gateway(150, "local name", "", "<text:256> " + IDENTITY_TYPES);
        if (profile.messageIdControl()) {
            gateway(160, "message-id-control", "", "on|off");
        }
        gateway(
                170,
                "nat-traversal",
                "",
                "(on|off) (<keepalive=int:30..100000>|<keepalive=of:off>|<force=of:on,off>"
                        + (profile.natTraversalType() ? "|<type=of:1,2>" : "") + ")*");
        if (profile.negotiationReceive()) {
            gateway(180, "negotiation receive", "", "on|off");
        }
        gateway(190, "payload type", "", "<int:1..3> [<int:1..3>]");
        gateway(200, "pfs", "", "on|off");
        gateway(210, "pre-shared-key", "", "text <text:128>|<re:0[xX]([0-9a-fA-F]{2}){1,128}>");
        if (profile.proposalLimitation()) {
            gateway(220, "proposal-limitation", "", "on|off");
        }
        gateway(230, "remote address", "", "any|<host>");
        gateway(240, "remote id", "", "<ipmask>");
        gateway(250, "remote name", "", "<text:256> " + IDENTITY_TYPES);
        gateway(260, "restrict-dangling-sa", "", "auto|off");
        gateway(270, "send info", "", "on|off");
        gateway(280, "negotiate-strictly", "", "on|off");
        gateway(290, "xauth request", "", "on|off");
        // Without the number: while the router answers a peer that it doesn't know yet.
        global(
                        Section.IPSEC,
                        300,
                        "ipsec ike log",
                        "[" + gatewayNumber() + "]",
                        "(message-info|payload-info|key-info)+")
                .filed(Filing.GATEWAY);
        global(Section.IPSEC, 310, "ipsec auto refresh", "[" + gatewayNumber() + "]", "on|off")
                .filed(Filing.GATEWAY);
        general();
    }

    private void general() {
        global(Section.IPSEC, 1, "ipsec use", "", "on|off");
        global(Section.IPSEC, 311, "ipsec ike retry", "", "<int:1..50> <int:1..100> [<int:1..50>]");
        global(Section.IPSEC, 312, "ipsec ike queue length", "", "<int:1..100>");
        global(Section.IPSEC, 320, "ipsec log illegal-spi", "", "on|off");
        global(
                Section.IPSEC,
                330,
                "ipsec transport",
                "<int:1..2147483647>",
                "<int:1..2147483647> [<protocols> [<ports> [<ports>]]]");
        command("ipsec sa delete", "all|<int:1..99999>", IpsecActions::delete).schedulable(true);
        command("ipsec refresh sa", "", IpsecActions::refresh).schedulable(true);
    }

    private static String keepalive() {
        String numbers = "[<int:1..600> <int:1..50> [<int:0..1000000>]]";
        return "(on|off|auto) [(heartbeat|dpd|rfc4306) " + numbers + "|icmp-echo <ip> [<length=int:64..1500>] "
                + numbers + "]";
    }

    /** {@code child-sa} and {@code ipsec-sa} name one thing, {@code ike-sa} and {@code isakmp-sa} another. */
    private static List<String> oneNameForALifetime(List<String> key) {
        String kind = key.getFirst().equals("child-sa") || key.getFirst().equals("ipsec-sa") ? "ipsec-sa" : "isakmp-sa";
        return List.of(kind, key.getLast());
    }

    /** Documented without the gateway's number: then for all. */
    private static void noAlwaysOn(Call call) {
        call.router().running().all(Context.GLOBAL, "ipsec ike always-on").stream()
                .filter(l -> call.value().isEmpty() || l.key().equals(List.of(call.word(0))))
                .forEach(l -> call.router().remove(l.id()));
    }
}
