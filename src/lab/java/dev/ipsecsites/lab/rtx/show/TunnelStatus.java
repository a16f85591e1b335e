package dev.ipsecsites.lab.rtx.show;

import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.net.Interfaces;
import dev.ipsecsites.lab.rtx.state.GatewayState;
import dev.ipsecsites.lab.rtx.state.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code show status tunnel} (yamaha-rtx.md §3.3, article). */
public final class TunnelStatus {
    private TunnelStatus() {}

    /** Nothing at all for a tunnel that was never configured (article: "or nothing is displayed"). */
    public static List<String> of(Router router, int tunnel, boolean japanese) {
        Configuration c = router.running();
        if (!c.blocks(Context.Kind.TUNNEL).contains(tunnel)) {
            return List.of();
        }
        List<String> out = new ArrayList<>();
        out.add("TUNNEL[" + tunnel + "]:");
        out.add((japanese ? "説明: " : "Description: ") + description(c, tunnel));
        boolean ipsec =
                c.value(Context.tunnel(tunnel), "tunnel encapsulation", "ipsec").equals("ipsec");
        String type = ipsec ? "IPsec" : c.value(Context.tunnel(tunnel), "tunnel encapsulation", "");
        out.add((japanese ? "  インタフェースの種類: " : "  Interface type: ") + type);
        Optional<GatewayState> state = state(router, tunnel);
        if (state.isPresent() && state.get().up()) {
            up(router, tunnel, state.get(), japanese, out);
        } else {
            out.addAll(down(router, tunnel, state, japanese));
        }
        return out;
    }

    private static Optional<GatewayState> state(Router router, int tunnel) {
        return new Interfaces(router)
                .gatewayOf(tunnel)
                .map(g -> router.gateways().state(g));
    }

    private static String description(Configuration c, int tunnel) {
        Context t = Context.tunnel(tunnel);
        return c.value(t, "tunnel name", c.value(t, "description tunnel", ""));
    }

    private static void up(Router router, int tunnel, GatewayState s, boolean japanese, List<String> out) {
        Duration lasting = Duration.between(s.since(), router.clock().instant());
        String received = Units.traffic(s.receivedPackets(), s.receivedOctets(), japanese);
        String sent = Units.traffic(s.sentPackets(), s.sentOctets(), japanese);
        String none = Units.traffic(0, 0, japanese);
        if (japanese) {
            out.add("  トンネルインタフェースは接続されています");
            out.add("  開始: " + Units.stamp(s.since()));
            out.add("  通信時間: " + Units.lasting(lasting, true));
            mtu(router, tunnel, true, out);
            out.add("  受信: (IPv4) " + received);
            out.add("        (IPv6) " + none);
            out.add("  送信: (IPv4) " + sent);
            out.add("        (IPv6) " + none);
        } else {
            out.add("  Current status is Online.");
            out.add("  from " + Units.stamp(s.since()) + ".");
            out.add("  " + Units.lasting(lasting, false) + "  connection.");
            mtu(router, tunnel, false, out);
            out.add("  Received:    (IPv4) " + received);
            out.add("               (IPv6) " + none);
            out.add("  Transmitted: (IPv4) " + sent);
            out.add("               (IPv6) " + none);
        }
        keepalive(router, s, japanese, out);
    }

    private static void mtu(Router router, int tunnel, boolean japanese, List<String> out) {
        if (!router.profile().tunnelMtuShown()) {
            return;
        }
        String mtu = router.running().value(Context.tunnel(tunnel), "ip tunnel mtu", "1280");
        String unit = japanese ? " オクテット" : " octets";
        out.add(japanese ? "  MTU:" : "  Maximum Transmission Unit(MTU):");
        out.add("    IPv4: " + mtu + unit);
        out.add("    IPv6: 1280" + unit);
    }

    /** Printed only while keepalive runs. */
    private static void keepalive(Router router, GatewayState s, boolean japanese, List<String> out) {
        String use = router.running()
                .find(Context.GLOBAL, "ipsec ike keepalive use", Integer.toString(s.gateway()))
                .map(l -> String.join(" ", l.value()))
                .orElse("auto");
        if (use.startsWith("off") || use.equals("auto")) {
            return;
        }
        String type = use.contains("icmp-echo") ? "icmp-echo" : "rfc4306";
        long next = 10 - Duration.between(s.since(), router.clock().instant()).toSeconds() % 10;
        String status = s.keepaliveOk() ? "OK" : "NG";
        if (japanese) {
            out.add("  IKEキープアライブ:");
            out.add("        [タイプ]: " + type);
            out.add("          [状態]: " + status);
            out.add("    [次の送信]: " + next + " 秒後");
        } else {
            out.add("  IKE keepalive:");
            out.add("         [Type]: " + type);
            out.add("       [Status]: " + status);
            out.add("    [Next send]: " + next + " sec after");
        }
    }

    private static List<String> down(Router router, int tunnel, Optional<GatewayState> state, boolean japanese) {
        boolean enabled = router.running()
                .find(Context.GLOBAL, "tunnel enable", Integer.toString(tunnel))
                .isPresent();
        if (!enabled) {
            return List.of(japanese ? "  トンネルインタフェースは現在使用できません" : "  Current status is disabled.");
        }
        if (state.isEmpty() || !state.get().everUp()) {
            return List.of(japanese ? "  トンネルインタフェースは一度も接続されていません" : "  Current status is Offline, never connected.");
        }
        GatewayState s = state.get();
        List<String> out = new ArrayList<>();
        out.add(japanese ? "  トンネルインタフェースは接続されていません" : "  Current status is Offline.");
        // History behind the state: a reader that looks for "Online" anywhere is fooled here (yamaha-rtx.md §3.3).
        out.add(japanese ? "  直前のトンネルの状態: 接続されていました" : "  Last tunnel status: was Online");
        out.add((japanese ? "  終了: " : "  until ") + Units.stamp(s.since()) + (japanese ? "" : "."));
        out.add((japanese ? "  受信: (IPv4) " : "  Received:    (IPv4) ")
                + Units.traffic(s.receivedPackets(), s.receivedOctets(), japanese));
        out.add((japanese ? "  送信: (IPv4) " : "  Transmitted: (IPv4) ")
                + Units.traffic(s.sentPackets(), s.sentOctets(), japanese));
        return out;
    }

    /** {@code show status tunnel up|down}; layout assumed: one number a line. */
    public static List<String> list(Router router, boolean up) {
        return new Interfaces(router)
                .all().stream()
                        .filter(i -> i.name().startsWith("tunnel ") && i.up() == up)
                        .map(i -> "TUNNEL[" + i.name().substring(7) + "]")
                        .toList();
    }
}
