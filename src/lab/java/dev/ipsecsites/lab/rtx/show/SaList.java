package dev.ipsecsites.lab.rtx.show;

import dev.ipsecsites.lab.rtx.net.Interfaces;
import dev.ipsecsites.lab.rtx.net.Lifetimes;
import dev.ipsecsites.lab.rtx.state.GatewayState;
import dev.ipsecsites.lab.rtx.state.Router;
import java.util.ArrayList;
import java.util.List;

/** {@code show ipsec sa}: its header is English in both languages (yamaha-rtx.md §3.4, article). */
public final class SaList {
    private SaList() {}

    public static List<String> of(Router router) {
        List<GatewayState> up =
                router.gateways().all().stream().filter(GatewayState::up).toList();
        List<String> out = new ArrayList<>();
        out.add("Total: isakmp:" + up.size() + " send:" + up.size() + " recv:" + up.size());
        out.add("");
        boolean wide = router.profile().wideSaList();
        out.add(
                wide
                        ? "sa    sgw isakmp connection    dir  life[s] remote-id"
                        : "sa  sgw isakmp connection   dir  life[s] remote-id");
        out.add("-".repeat(wide ? 76 : 77));
        for (GatewayState s : up) {
            rows(router, s, wide, out);
        }
        return out;
    }

    private static void rows(Router router, GatewayState s, boolean wide, List<String> out) {
        Lifetimes life = Lifetimes.of(router, s);
        int tunnel = new Interfaces(router).tunnelOf(s.gateway()).orElse(0);
        String esp = (wide ? "tun[%04d]esp" : "tun[%03d]esp").formatted(tunnel);
        String remote = s.associations() == null ? "" : s.associations().remoteAddress();
        out.add(row(wide, s.ikeSa(), s.gateway(), "-", "ike", "-", life.ikeSeconds(), remote));
        String parent = Integer.toString(s.ikeSa());
        out.add(row(wide, s.sendSa(), s.gateway(), parent, esp, "send", life.childSeconds(), remote));
        out.add(row(wide, s.receiveSa(), s.gateway(), parent, esp, "recv", life.childSeconds(), remote));
    }

    private static String row(
            boolean wide,
            int sa,
            int gateway,
            String parent,
            String connection,
            String direction,
            long life,
            String remote) {
        String form = wide ? "%-5d %-3d %-6s %-13s %-4s %-7d %s" : "%-3d %-3d %-6s %-12s %-4s %-7d %s";
        return form.formatted(sa, gateway, parent, connection, direction, life, remote);
    }

    /** {@code show ipsec sa gateway N}; the flags' letters are not documented. */
    public static List<String> gateway(Router router, int gateway) {
        GatewayState s = router.gateways().state(gateway);
        List<String> out = new ArrayList<>();
        out.add("sgw  flags local-id                      remote-id                     # of sa");
        out.add("-".repeat(80));
        if (s.associations() != null) {
            out.add("%-4d %-5s %-29s %-29s %s"
                    .formatted(
                            gateway,
                            "U K",
                            s.associations().localAddress(),
                            s.associations().remoteAddress(),
                            "i:1 s:1 r:1"));
        }
        return out;
    }
}
