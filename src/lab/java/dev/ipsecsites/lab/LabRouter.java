package dev.ipsecsites.lab;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A router of the lab as its owner set it up before the operator came.
 *
 * @param name unique in the lab, the name of its Router
 * @param model {@code RTX810}, as Yamaha prints it
 * @param firmware {@code 11.01.34}; empty for the newest that the simulator knows
 * @param login what the operator logs in with
 * @param lan the router's own address in the site's network, with prefix: {@code 192.168.100.1/24}
 * @param uplink its line to the Internet
 * @param hostKey what it is known by over SSH; empty for a new one
 */
record LabRouter(
        String name,
        String model,
        Optional<String> firmware,
        Login login,
        String lan,
        Uplink uplink,
        Optional<KeyPair> hostKey) {

    /** A user and the two passwords of a router. */
    record Login(String user, String password, String administratorPassword) {}

    /**
     * The line.
     *
     * @param link the interface, {@code pp1} (PPPoE) or {@code lan2} (a fixed address)
     * @param address what the Internet sees
     * @param gateway the provider's router
     */
    record Uplink(String link, String address, String gateway) {
        boolean pppoe() {
            return link.startsWith("pp");
        }
    }

    /** The article's router speaks Japanese; the others English. */
    boolean japanese() {
        return model.equals("RTX810");
    }

    /** What was typed into it: a small office with Internet access, and no tunnel. */
    List<String> configuration() {
        var lines = new ArrayList<>(List.of("ip lan1 address " + lan));
        if (uplink.pppoe()) {
            lines.addAll(List.of(
                    "ip route default gateway pp 1",
                    "pp select 1",
                    "pp always-on on",
                    "pppoe use lan2",
                    "pppoe auto disconnect off",
                    "pp auth accept pap chap",
                    "pp auth myname office@example.net provider-password",
                    "ppp lcp mru on 1454",
                    "ppp ipcp ipaddress on",
                    "ppp ipcp msext on",
                    "ip pp mtu 1454",
                    "ip pp nat descriptor 1",
                    "pp enable 1",
                    "pp select none"));
        } else {
            lines.addAll(List.of(
                    "ip " + uplink.link() + " address " + uplink.address() + "/24",
                    "ip " + uplink.link() + " nat descriptor 1",
                    "ip route default gateway " + uplink.gateway()));
        }
        lines.add("nat descriptor type 1 masquerade");
        return lines;
    }
}
