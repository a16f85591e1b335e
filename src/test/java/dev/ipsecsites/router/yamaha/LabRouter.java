package dev.ipsecsites.router.yamaha;

import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.RtxSimulatorBuilder;
import dev.ipsecsites.lab.rtx.SharedHostKey;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.router.RouterIntent.Link;
import dev.ipsecsites.router.RouterTarget;
import dev.ipsecsites.router.RouterTarget.ConsoleSettings;
import dev.ipsecsites.router.RouterTarget.Credentials;
import dev.ipsecsites.router.RouterTarget.HostKey;
import dev.ipsecsites.router.yamaha.session.Timeouts;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Simulated routers and the way in. */
final class LabRouter {
    static final Timeouts TIMEOUTS = new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofMillis(150));

    static final String USER = "operator";
    static final Secret PASSWORD = Secret.of("loginpw1");
    static final Secret ADMINISTRATOR = Secret.of("adminpw1");
    static final List<Link> PPPOE_LINK = List.of(new Link("WAN1", "pp1", null, null));

    /** A PPPoE router as the article's, before its tunnels. */
    static final String PPPOE = """
        ip route default gateway pp 1
        ip route 192.168.200.0/24 gateway 192.168.100.254
        ip lan1 address 192.168.100.1/24
        pp select 1
         description pp Internet
         pp always-on on
         pppoe use lan2
         pppoe auto disconnect off
         pp auth accept pap chap
         pp auth myname site@isp.example.jp isppass
         ppp lcp mru on 1454
         ppp ipcp ipaddress on
         ppp ccp type none
         ip pp mtu 1454
         ip pp secure filter in 1000 1010 1099
         ip pp secure filter out 2000 dynamic 100
         ip pp nat descriptor 1
         pp enable 1
        pp select none
        ip filter 1000 reject 192.168.100.0/24 * * * *
        ip filter 1010 pass * 192.168.100.0/24 icmp * *
        ip filter 1099 reject * * * * *
        ip filter 2000 pass * * * * *
        ip filter dynamic 100 * * tcp
        nat descriptor type 1 masquerade
        nat descriptor address outer 1 ipcp
        nat descriptor address inner 1 auto
        dns server pp 1
        """;

    private LabRouter() {}

    static RtxSimulatorBuilder of(RtxModel model) {
        return RtxSimulator.builder(model)
                .hostKey(SharedHostKey.PAIR)
                .user(USER, PASSWORD.reveal())
                .administratorPassword(ADMINISTRATOR.reveal())
                .configurationText(PPPOE);
    }

    /** Host keys signed with SHA-1 (yamaha-rtx.md §1.3). */
    private static boolean needsLegacy(RtxModel model) {
        return model != RtxModel.RTX1300 && model != RtxModel.VRX;
    }

    static RouterTarget target(RtxSimulator router) {
        return target(router, new Credentials(USER, PASSWORD, null, null, ADMINISTRATOR), null);
    }

    static RouterTarget target(RtxSimulator router, Credentials credentials, @Nullable ConsoleSettings console) {
        return new RouterTarget(
                "127.0.0.1",
                router.port(),
                credentials,
                new HostKey.Pinned(router.hostKeyFingerprint()),
                needsLegacy(router.model()),
                console);
    }
}
