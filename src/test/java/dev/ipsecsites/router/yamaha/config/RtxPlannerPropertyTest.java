package dev.ipsecsites.router.yamaha.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.ipsec.ChildProposal;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.IkeProposal;
import dev.ipsecsites.ipsec.Lifetimes;
import dev.ipsecsites.ipsec.Proposal;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterPlan;
import dev.ipsecsites.router.TunnelIntent;
import dev.ipsecsites.router.TunnelIntent.InnerAddresses;
import dev.ipsecsites.router.TunnelIntent.Keepalive;
import dev.ipsecsites.router.TunnelIntent.NatTraversal;
import dev.ipsecsites.router.TunnelIntent.TcpMss;
import dev.ipsecsites.router.TunnelIntent.TunnelRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every router, every set of tunnels, and every moment at which the connection may break. A test that fails has its seed in
 * its name; {@code -Dplanner.seed=N} tries that one alone.
 */
@Order(7)
class RtxPlannerPropertyTest {
    private static final int TRIES = 100;

    private static final List<String> LINES = List.of(
            "ip route default gateway pp 1",
            "ip route default gateway 192.168.100.254 filter 1 gateway pp 1",
            "ip route 10.0.0.0/8 gateway 192.168.100.254",
            "ip route 203.0.113.10 gateway pp 1",
            "pp select 1\nip pp secure filter in 1 2 9 dynamic 5",
            "pp select 1\nip pp secure filter out 1 9",
            "pp select 1\nip pp nat descriptor 1",
            "ip lan1 secure filter in 2 9",
            "ip filter 1 pass * * tcp * www",
            "ip filter 2 reject * * udp 135 *",
            "ip filter 9 reject * * * * *",
            "ip filter 90001 pass * * icmp",
            "nat descriptor masquerade static 1 1 192.168.100.5 tcp 443",
            "nat descriptor masquerade static 1 3 " + Intents.SITE + " esp",
            "ipsec auto refresh on",
            "ipsec auto refresh off",
            """
            tunnel select 6
            tunnel name "theirs"
            ipsec tunnel 6
            ipsec ike remote address 6 192.0.2.9
            tunnel enable 6\
            """);

    static LongStream seeds() {
        Long wanted = Long.getLong("planner.seed");
        return wanted == null ? new Random().longs(TRIES) : LongStream.of(wanted);
    }

    private static TestRouter router(Random random) {
        StringBuilder text = new StringBuilder("ip lan1 address 192.168.100.1/24\nnat descriptor type 1 masquerade\n");
        for (String line : LINES) {
            if (random.nextBoolean()) {
                text.append("tunnel select none\n").append(line).append('\n');
            }
        }
        var router = new TestRouter(text.toString());
        boolean nat = text.indexOf("nat descriptor 1\n") >= 0;
        router.link = new LinkState("WAN1", "pp1", true, Intents.SITE, null, nat ? 1 : null);
        return router;
    }

    /** Some of the tunnels 1 to 5, each with something changed. */
    private static List<TunnelIntent> tunnels(Random random) {
        List<TunnelIntent> tunnels = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            if (random.nextInt(3) > 0) {
                tunnels.add(tunnel(number, random));
            }
        }
        return tunnels;
    }

    private static TunnelIntent tunnel(int number, Random random) {
        String peer = "203.0.113." + (10 + random.nextInt(4));
        DhGroup group = random.nextBoolean() ? DhGroup.MODP_1024 : DhGroup.MODP_2048;
        Proposal proposal = new Proposal(
                new IkeProposal(Encryption.AES_CBC_256, Hash.SHA2_256, Hash.SHA2_256, group),
                new ChildProposal(
                        random.nextBoolean() ? Encryption.AES_CBC_128 : Encryption.AES_CBC_256,
                        Hash.SHA1,
                        random.nextBoolean() ? group : null));
        List<TunnelRoute> routes = random.nextBoolean()
                ? List.of(
                        new TunnelRoute("default", random.nextInt(3), false), new TunnelRoute("10.254.254.1", 1, true))
                : List.of(new TunnelRoute("172.16.0.0/12", number, false), new TunnelRoute("203.0.113.0/24", 2, false));
        return new TunnelIntent(
                "network/t" + number,
                number,
                "tunnel " + number + (random.nextBoolean() ? "" : " renamed"),
                "WAN1",
                random.nextInt(4) == 0 ? 1 : 2,
                peer,
                Identity.ipv4(peer),
                null,
                random.nextBoolean() ? null : new Identity(Identity.Type.FQDN, "site" + number + ".example.com"),
                proposal,
                Lifetimes.CATO,
                Secret.of("Key" + random.nextInt(3) + "Key" + random.nextInt(3)),
                random.nextBoolean() ? Keepalive.DEFAULT : new Keepalive(Duration.ofSeconds(30), 4),
                random.nextBoolean() ? NatTraversal.AUTO : NatTraversal.ON,
                random.nextBoolean() ? new TcpMss.Auto() : new TcpMss.Limit(1300),
                random.nextBoolean() ? null : new InnerAddresses("169.254.10." + number + "/30", null),
                routes);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aPlanDoneLeavesNothingToDoAndNoTunnelsLeaveTheRouterAsItWas(long seed) {
        Random random = new Random(seed);
        TestRouter router = router(random);
        var before = router.config.settings();
        for (int round = 0; round < 4; round++) {
            List<TunnelIntent> tunnels = tunnels(random);
            bring(router, tunnels);
            if (random.nextBoolean()) {
                router.settle(tunnels);
            }
        }
        bring(router, List.of());
        assertThat(router.config.settings()).isEqualTo(before);
        router.settle(List.of());
        assertThat(router.applied.lines()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void undoingAnyPartOfAScriptLeavesExactlyWhatWasThere(long seed) {
        Random random = new Random(seed);
        TestRouter router = router(random);
        bring(router, tunnels(random));
        if (!(router.plan(tunnels(random)) instanceof RouterPlan.Change change)) {
            return;
        }
        var before = router.config.settings();
        RtxScript script = (RtxScript) change.script();
        List<RtxScript.Command> commands = script.commands();
        int reached = random.nextInt(commands.size() + 1);
        commands.subList(0, reached)
                .forEach(command -> router.config.type(command.line().text()));

        script.undo(reached == 0 ? 0 : commands.get(reached - 1).stepsDone())
                .forEach(line -> router.config.type(line.text()));

        assertThat(router.config.settings()).isEqualTo(before);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aConnectionThatBreaksAnywhereEndsInTheSameState(long seed) {
        Random random = new Random(seed);
        TestRouter router = router(random);
        TypedConfig saved = router.config.copy();
        for (int round = 0; round < 3; round++) {
            List<TunnelIntent> tunnels = tunnels(random);
            if (router.plan(tunnels) instanceof RouterPlan.Change change) {
                RtxScript script = router.remember(change);
                router.send(script, random.nextInt(script.commands().size() + 1));
                assertThat(new UnsavedLines(RtxConfig.parse(saved.show(), 0), router.running()).foreign(router.applied))
                        .as("differences that we made ourselves")
                        .isEmpty();
            }
        }
        bring(router, List.of());
        assertThat(router.config.settings()).isEqualTo(saved.settings());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void onlyOurOwnLinesAndTheDefaultRouteAreEverTouched(long seed) {
        Random random = new Random(seed);
        TestRouter router = router(random);
        var before = router.config.settings();
        bring(router, tunnels(random));
        Set<String> changed = new HashSet<>();
        before.forEach((setting, line) -> {
            if (!line.equals(router.config.settings().get(setting))) {
                changed.add(line);
            }
        });
        assertThat(changed)
                .allMatch(line -> line.startsWith("ip route default")
                        || line.equals("ipsec auto refresh off")
                        || line.startsWith("ip pp secure filter"));
    }

    private static void bring(TestRouter router, List<TunnelIntent> tunnels) {
        RouterPlan plan = router.plan(tunnels);
        assertThat(plan).isNotInstanceOf(RouterPlan.Refused.class);
        if (plan instanceof RouterPlan.Change change) {
            router.send(router.remember(change));
        }
        assertThat(router.plan(tunnels)).isInstanceOf(RouterPlan.Nothing.class);
    }
}
