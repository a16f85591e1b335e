package dev.ipsecsites.operator.router;

import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.RtxSimulatorBuilder;
import dev.ipsecsites.lab.rtx.SharedHostKey;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.rtx.state.Behaviour;
import dev.ipsecsites.lab.rtx.state.Wan;
import dev.ipsecsites.lab.wire.CatoEnd;
import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.CatoPeer.Transforms;
import dev.ipsecsites.lab.wire.PreSharedKey;
import dev.ipsecsites.lab.wire.RouterEnd;
import dev.ipsecsites.lab.wire.WireRunner;
import dev.ipsecsites.lab.wire.WireTiming;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The article's two PoPs as peers of one simulated router, with everything on Automatic and one key for both. */
public final class ArticleWire implements CatoEnd {
    public static final String TOKYO = "203.0.113.10";
    public static final String LONDON = "203.0.113.20";
    public static final String SITE = "198.51.100.20";

    /** The article's router before its evening: PPPoE, filters, NAT. */
    private static final String PPPOE = """
        ip route default gateway pp 1
        ip route 192.168.0.0/16 gateway 192.168.100.254
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
         ip pp secure filter in 200003 200020
         ip pp secure filter out 200099
         ip pp nat descriptor 1
         pp enable 1
        pp select none
        ip filter 200003 reject 192.168.100.0/24 * * * *
        ip filter 200020 pass * * icmp-info * *
        ip filter 200099 pass * * * * *
        nat descriptor type 1 masquerade
        nat descriptor address outer 1 ipcp
        nat descriptor address inner 1 auto
        """;

    /** A real second between two pings would be one in which nothing happens. */
    private static final Duration PING_INTERVAL = Duration.ofMillis(20);

    private static final Transforms ANY = new Transforms(
            ordered("AES_GCM_16_256", "AES_CBC_256", "AES_CBC_128"),
            ordered("SHA512", "SHA256", "SHA1"),
            ordered("SHA512", "SHA256", "SHA1"),
            ordered(14, 5, 2));

    /** Addresses of PoPs that are there. */
    public final Set<String> up = new LinkedHashSet<>(List.of(TOKYO, LONDON));

    public volatile String preSharedKey = "abcd1234";
    public final WireRunner runner;

    /** A router on its line, configured as the article's before its evening. */
    public static RtxSimulatorBuilder router(RtxModel model) {
        return RtxSimulator.builder(model)
                .hostKey(SharedHostKey.PAIR)
                .user("admin", "secret")
                .administratorPassword("top")
                .wan(Wan.pppoe(SITE))
                .behaviour(Behaviour.DEFAULT.withPingInterval(PING_INTERVAL))
                .configurationText(PPPOE);
    }

    public ArticleWire(RtxSimulator router, Clock clock) {
        runner = new WireRunner(
                this,
                () -> List.<RouterEnd>of(router.wire()),
                clock,
                WireTiming.defaults(),
                RandomGenerator.of("L64X128MixRandom"));
    }

    @Override
    public List<CatoPeer> peers() {
        return Stream.of(TOKYO, LONDON)
                .map(address -> new CatoPeer(
                        "site/" + address,
                        address,
                        SITE,
                        true,
                        up.contains(address),
                        PreSharedKey.ofText(preSharedKey),
                        new IkeIdentity("ipv4", address),
                        new IkeIdentity("ipv4", SITE),
                        ANY,
                        new Transforms(ANY.encryption(), ANY.prf(), ANY.integrity(), ordered(0, 14, 5, 2)),
                        List.of()))
                .toList();
    }

    @Override
    public void connected(String key, String siteAddress, RouterEnd.SecurityAssociations associations) {}

    @Override
    public void disconnected(String key, @Nullable String reason) {}

    @Override
    public void timeline(String key, String message) {}

    @Override
    public List<String> takeResets() {
        return List.of();
    }

    @Override
    public void traffic(String key, long receivedPackets, long receivedOctets, long sentPackets, long sentOctets) {}

    @SafeVarargs
    private static <T> Set<T> ordered(T... values) {
        return new LinkedHashSet<>(List.of(values));
    }
}
