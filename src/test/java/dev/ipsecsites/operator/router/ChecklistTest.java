package dev.ipsecsites.operator.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.CheckResult;
import dev.ipsecsites.api.TunnelCheck;
import dev.ipsecsites.diagnosis.Check;
import dev.ipsecsites.ipsec.ChildProposal;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.IkeProposal;
import dev.ipsecsites.ipsec.Lifetimes;
import dev.ipsecsites.ipsec.Proposal;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.router.Ping;
import dev.ipsecsites.router.RouterObservation.KeepaliveState;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import dev.ipsecsites.router.TunnelIntent;
import dev.ipsecsites.router.yamaha.config.RtxConfig;
import dev.ipsecsites.router.yamaha.show.RouteTable;
import dev.ipsecsites.router.yamaha.show.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The article's list for "File not found", on what routers really have in their configuration. */
class ChecklistTest {
    private static final String POP = "203.0.113.10";
    private static final String SITE = "198.51.100.20";
    private static final LinkState LINK = new LinkState("WAN1", "pp1", true, SITE, null, 1);
    private static final String CONFIG = """
        ip route default gateway tunnel 1
        ip route 203.0.113.10 gateway pp 1
        pp select 1
         ip pp secure filter in 1 2 3 9
         ip pp nat descriptor 1
        tunnel select 1
         ipsec tunnel 1
          ipsec sa policy 1 1 esp aes256-cbc sha256-hmac
          ipsec ike local address 1 198.51.100.20
          ipsec ike remote address 1 203.0.113.10
         tunnel enable 1
        ip filter 1 pass 203.0.113.10 198.51.100.20 esp * *
        ip filter 2 pass 203.0.113.10 198.51.100.20 udp * 500
        ip filter 3 pass * * icmp-info
        ip filter 9 reject * * * * *
        nat descriptor type 1 masquerade
        nat descriptor masquerade static 1 1 198.51.100.20 udp 500
        nat descriptor masquerade static 1 2 198.51.100.20 esp
        """;
    private static final String ROUTES = """
        default             -                TUNNEL[1]      static
        203.0.113.10        -                 PP[01]       static
        """;

    /** What is changed, and the one check that says so. */
    static Stream<Arguments> faults() {
        return Stream.of(
                fault("nothing", LINK, CONFIG, ROUTES, POP, "WANUp", CheckResult.PASSED, "up with " + SITE),
                fault(
                        "the line is down",
                        new LinkState("WAN1", "pp1", false, null, null, 1),
                        CONFIG,
                        "",
                        POP,
                        "WANUp",
                        CheckResult.FAILED,
                        "show status pp 1"),
                fault(
                        "a LAN link without address",
                        new LinkState("WAN1", "lan2", true, null, null, null),
                        CONFIG,
                        ROUTES,
                        POP,
                        "WANUp",
                        CheckResult.FAILED,
                        "no address"),
                fault(
                        "the provider gave another address",
                        new LinkState("WAN1", "pp1", true, "198.51.100.99", null, 1),
                        CONFIG,
                        ROUTES,
                        POP,
                        "AddressAsCatoKnows",
                        CheckResult.FAILED,
                        "198.51.100.99, but the peer is told " + SITE),
                fault(
                        "behind somebody's NAT",
                        new LinkState("WAN1", "lan2", true, "192.168.1.5", "192.168.1.1", null),
                        CONFIG,
                        ROUTES,
                        POP,
                        "AddressAsCatoKnows",
                        CheckResult.UNKNOWN,
                        "translated"),
                fault(
                        "behind a carrier's NAT",
                        new LinkState("WAN1", "lan2", true, "100.70.0.5", "100.70.0.1", null),
                        CONFIG,
                        ROUTES,
                        POP,
                        "AddressAsCatoKnows",
                        CheckResult.UNKNOWN,
                        "translated"),
                fault(
                        "the PoP is routed into its own tunnel",
                        LINK,
                        CONFIG,
                        "default - TUNNEL[1] static",
                        POP,
                        "RouteToPoP",
                        CheckResult.FAILED,
                        "through tunnel1 instead of pp1"),
                fault("no route", LINK, CONFIG, "", POP, "RouteToPoP", CheckResult.FAILED, "No route leads to " + POP),
                fault(
                        "the filter for IKE is missing",
                        LINK,
                        CONFIG.replace("secure filter in 1 2 3 9", "secure filter in 1 3 9"),
                        ROUTES,
                        POP,
                        "Filters",
                        CheckResult.FAILED,
                        "UDP 500 packets from the peer are dropped: ip filter 9 reject *"),
                fault(
                        "the filter for ESP is missing",
                        LINK,
                        CONFIG.replace("secure filter in 1 2 3 9", "secure filter in 2 3 9"),
                        ROUTES,
                        POP,
                        "Filters",
                        CheckResult.FAILED,
                        "ESP packets from the peer are dropped"),
                fault(
                        "nothing goes out",
                        LINK,
                        CONFIG.replace("ip pp nat", "ip pp secure filter out 9\n ip pp nat"),
                        ROUTES,
                        POP,
                        "Filters",
                        CheckResult.FAILED,
                        "UDP 500 packets to the peer are dropped"),
                fault(
                        "no static entry for ESP",
                        LINK,
                        CONFIG.replace("nat descriptor masquerade static 1 2 198.51.100.20 esp\n", ""),
                        ROUTES,
                        POP,
                        "NAT",
                        CheckResult.FAILED,
                        "no static entry that leads ESP"),
                fault(
                        "NAT traversal needs its port",
                        LINK,
                        CONFIG.replace(" tunnel enable 1", "  ipsec ike nat-traversal 1 on\n tunnel enable 1"),
                        ROUTES,
                        POP,
                        "NAT",
                        CheckResult.FAILED,
                        "UDP 4500"),
                fault(
                        "the router goes elsewhere",
                        LINK,
                        CONFIG.replace("remote address 1 203.0.113.10", "remote address 1 203.0.113.11"),
                        ROUTES,
                        POP,
                        "RemoteAddress",
                        CheckResult.FAILED,
                        "goes to 203.0.113.11, expected " + POP),
                fault("no SA", LINK, CONFIG, ROUTES, POP, "SACounters", CheckResult.FAILED, "no SAs"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void eachFaultIsSeenByItsCheck(
            String what,
            LinkState link,
            String config,
            String routes,
            String pop,
            String check,
            CheckResult result,
            String words) {
        List<TunnelCheck> results = checklist(link, config, routes).results(answered(pop));
        assertThat(results)
                .filteredOn(c -> c.check().equals(check))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.result()).as(c.detail()).isEqualTo(result);
                    assertThat(c.detail()).contains(words);
                });
    }

    @Test
    void whereAllIsWellEverythingPassesButTheCounters() {
        assertThat(checklist(LINK, CONFIG, ROUTES).results(answered(POP)))
                .extracting(c -> c.check() + " " + c.result().wire())
                .containsExactly(
                        "WANUp Passed",
                        "AddressAsCatoKnows Passed",
                        "RouteToPoP Passed",
                        "PoPReachable Passed",
                        "Filters Passed",
                        "NAT Passed",
                        "RemoteAddress Passed",
                        "SACounters Failed");
    }

    @ParameterizedTest
    @CsvSource({
        // the link has, the peer is told, the peer is at → result
        "192.168.1.5,  192.168.1.5,  192.88.99.1,  FAILED",
        "100.70.0.5,   100.70.0.5,   192.88.99.1,  FAILED",
        "192.168.1.5,  198.51.100.9, 192.88.99.1,  UNKNOWN",
        "198.51.100.9, 198.51.100.9, 192.88.99.1,  PASSED",
        // Neither is on the internet.
        "192.168.1.5,  192.168.1.5,  10.0.0.1,     PASSED",
        "192.168.1.5,  192.168.1.5,  203.0.113.10, PASSED"
    })
    void aPeerThatIsToldAnAddressWhichItNeverSeesDoesNotKnowTheRouter(
            String has, String told, String peer, CheckResult result) {
        LinkState link = new LinkState("WAN1", "lan2", true, has, null, null);
        assertThat(check(
                                "AddressAsCatoKnows",
                                checklist(link, CONFIG, ROUTES, peer, told).results(answered(peer)))
                        .result())
                .isEqualTo(result);
    }

    @Test
    void aPoPThatDoesntAnswerIsToldFromAFilterOfOurOwnThatDropsTheAnswer() {
        Ping.Result nothing = new Ping.Result(POP, 3, 0, null, null);
        assertThat(check("PoPReachable", checklist(LINK, CONFIG, ROUTES).results(nothing))
                        .result())
                .isEqualTo(CheckResult.FAILED);
        TunnelCheck own = check(
                "PoPReachable",
                checklist(LINK, CONFIG.replace("in 1 2 3 9", "in 1 2 9"), ROUTES)
                        .results(nothing));
        assertThat(own.result()).isEqualTo(CheckResult.UNKNOWN);
        assertThat(own.detail()).contains("router's own filters");
    }

    @Test
    void noDetailHoldsWhatMovesFromLookToLook() {
        List<TunnelCheck> slow = checklist(LINK, CONFIG, ROUTES)
                .results(new Ping.Result(POP, 3, 3, times(Duration.ofMillis(300)), null));
        assertThat(slow).isEqualTo(checklist(LINK, CONFIG, ROUTES).results(answered(POP)));
        assertThat(checklist(LINK, CONFIG, ROUTES)
                        .results(new Ping.Result(POP, 3, 1, times(Duration.ofMillis(5)), null)))
                .isEqualTo(slow);
    }

    @Test
    void aPingIsSparedWhereThereIsNoWay() {
        assertThat(checklist(LINK, CONFIG, ROUTES).worthPinging()).isTrue();
        assertThat(checklist(LINK, CONFIG, "").worthPinging()).isFalse();
        Checklist down = checklist(new LinkState("WAN1", "pp1", false, null, null, 1), CONFIG, "");
        assertThat(down.worthPinging()).isFalse();
        assertThat(check("PoPReachable", down.results(null)).result()).isEqualTo(CheckResult.SKIPPED);
        assertThat(check("AddressAsCatoKnows", down.results(null)).result()).isEqualTo(CheckResult.SKIPPED);
    }

    @Test
    void diagnosisIsTheSameWithoutWhatWasSkipped() {
        List<TunnelCheck> results = checklist(new LinkState("WAN1", "pp1", false, null, null, 1), CONFIG, "")
                .results(null);
        assertThat(Checklist.forDiagnosis(results))
                .extracting(Check::step)
                .contains(Check.Step.WAN_UP, Check.Step.SA_COUNTERS)
                .doesNotContain(Check.Step.POP_REACHABLE, Check.Step.ADDRESS_AS_CATO_KNOWS);
    }

    private static TunnelCheck check(String name, List<TunnelCheck> results) {
        return results.stream().filter(c -> c.check().equals(name)).findFirst().orElseThrow();
    }

    private static Ping.Result answered(String pop) {
        return new Ping.Result(pop, 3, 3, times(Duration.ofMillis(5)), null);
    }

    private static Ping.RoundTrip times(Duration time) {
        return new Ping.RoundTrip(time, time, time);
    }

    private static Checklist checklist(LinkState link, String config, String routes) {
        return checklist(link, config, routes, POP, SITE);
    }

    private static Checklist checklist(LinkState link, String config, String routes, String peer, String told) {
        RtxConfig running = RtxConfig.parse(config, 0)
                .with(new Surroundings(null, RouteTable.parse(routes.lines().toList())));
        TunnelIntent intent = new TunnelIntent(
                "net/one",
                1,
                "one",
                "WAN1",
                2,
                peer,
                Identity.ipv4(peer),
                null,
                Identity.ipv4(told),
                new Proposal(
                        new IkeProposal(Encryption.AES_CBC_256, Hash.SHA2_256, Hash.SHA2_256, DhGroup.MODP_1024),
                        new ChildProposal(Encryption.AES_CBC_256, Hash.SHA2_256, null)),
                Lifetimes.CATO,
                Secret.of("abcd1234"),
                TunnelIntent.Keepalive.DEFAULT,
                TunnelIntent.NatTraversal.AUTO,
                new TunnelIntent.TcpMss.Auto(),
                null,
                List.of());
        TunnelState down = new TunnelState(1, Phase.DOWN, null, 0, 0, KeepaliveState.UNKNOWN, null, List.of());
        return new Checklist(intent, link, running.tunnel(1, link).orElse(null), down, Liveness.Life.UNKNOWN);
    }

    private static Arguments fault(
            String what,
            LinkState link,
            String config,
            String routes,
            @Nullable String pop,
            String check,
            CheckResult result,
            String words) {
        return Arguments.of(what, link, config, routes, pop, check, result, words);
    }
}
