package dev.ipsecsites.lab.rtx.show;

import dev.ipsecsites.lab.rtx.config.Configuration;
import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.net.Interfaces;
import dev.ipsecsites.lab.rtx.net.Interfaces.Interface;
import dev.ipsecsites.lab.rtx.state.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code show status pp N}, with the original's spelling (yamaha-rtx.md §3.7). */
public final class PpStatus {
    private PpStatus() {}

    public static List<String> of(Router router, int number, boolean japanese) {
        Configuration c = router.running();
        Context pp = Context.pp(number);
        List<String> out = new ArrayList<>();
        out.add("PP[%02d]:".formatted(number));
        out.add((japanese ? "説明: " : "Description: ") + c.value(pp, "pp name", c.value(pp, "description pp", "")));
        Optional<Interface> link = new Interfaces(router).find("pp " + number);
        boolean enabled =
                c.find(Context.GLOBAL, "pp enable", Integer.toString(number)).isPresent();
        if (link.isEmpty() || !enabled || c.find(pp, "pppoe use").isEmpty()) {
            out.add(japanese ? "回線は現在使用できません" : "Current line status is disabled.");
        } else if (link.get().up()) {
            up(router, link.get(), japanese, out);
        } else {
            out.add(down(router.wanEverUp(), japanese));
        }
        return out;
    }

    /** 継 for 接: so it is written in the firmware. */
    private static String down(boolean everUp, boolean japanese) {
        if (japanese) {
            return everUp ? "PPPoEセッションは継っていません" : "PPPoEセッションは一度も継っていません";
        }
        return "Current PPPoE session status is Offline" + (everUp ? "." : ", never connected.");
    }

    private static void up(Router router, Interface link, boolean japanese, List<String> out) {
        Instant since = router.wanSince();
        Duration lasting = Duration.between(since, router.clock().instant());
        long packets = 100 + lasting.toSeconds();
        String load = japanese ? "  負荷: 0.0%" : "  Load: 0.0%";
        String received = Units.traffic(packets, packets * 120, japanese) + load;
        String sent = Units.traffic(packets, packets * 110, japanese) + load;
        if (japanese) {
            out.add("PPPoEセッションは接続されています");
            out.add("接続相手: BAS");
            out.add("通信時間: " + Units.lasting(lasting, true));
            out.add("受信: " + received);
            out.add("送信: " + sent);
            out.add("PPPオプション");
        } else {
            out.add("Current PPPoE session status is Connected.");
            out.add("Access Concentrator: BAS");
            out.add(Units.lasting(lasting, false) + "  connection.");
            out.add("Received: " + received);
            out.add("Transmitted: " + sent);
            out.add("PPP Cofigure Options");
        }
        out.add("    LCP Local: Magic-Number MRU, Remote: CHAP Magic-Number MRU");
        out.add("    IPCP Local: IP-Address Primary-DNS(192.0.2.53) Secondary-DNS(198.51.100.53), Remote: IP-Address");
        out.add("    PP IP Address Local: " + link.host().orElse("") + ", Remote: "
                + router.wan().gateway());
        out.add("    CCP: None");
    }
}
