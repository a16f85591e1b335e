package dev.ipsecsites.router.yamaha.config;

import static dev.ipsecsites.router.yamaha.config.Intents.LONDON;
import static dev.ipsecsites.router.yamaha.config.Intents.SITE;
import static dev.ipsecsites.router.yamaha.config.Intents.TOKYO;
import static dev.ipsecsites.router.yamaha.config.Intents.london;
import static dev.ipsecsites.router.yamaha.config.Intents.routed;
import static dev.ipsecsites.router.yamaha.config.Intents.tokyo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterPlan;
import dev.ipsecsites.router.TunnelIntent;
import dev.ipsecsites.router.TunnelIntent.TunnelRoute;
import dev.ipsecsites.router.yamaha.show.RouteTable;
import dev.ipsecsites.router.yamaha.show.Surroundings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RtxPlannerTest {
    private static final String PPPOE = """
        ip route default gateway pp 1
        ip lan1 address 192.168.100.1/24
        pp select 1
        pp always-on on
        pp select none
        """;
    private static final String FILTERED = PPPOE + """
        pp select 1
        ip pp secure filter in 200003 200020 200099 dynamic 200080 200081
        ip pp secure filter out 200013 200098
        ip pp nat descriptor 1
        pp select none
        ip filter 200003 reject 192.168.100.0/24 * * * *
        ip filter 200013 reject * * tcp 135 *
        ip filter 200020 pass * 192.168.100.5 tcp * 443
        ip filter 200098 pass * * * * *
        ip filter 200099 reject * * * * *
        nat descriptor type 1 masquerade
        nat descriptor masquerade static 1 1 192.168.100.5 tcp 443
        """;

    private static TunnelIntent listed(TunnelIntent tunnel, String... destinations) {
        return routed(
                tunnel,
                Arrays.stream(destinations)
                        .map(d -> new TunnelRoute(d, tunnel.number(), false))
                        .toArray(TunnelRoute[]::new));
    }

    @Test
    void aTunnelIsMadeInAnOrderThatNeverCutsTheRouterOff() {
        var router = new TestRouter(PPPOE);

        List<String> sent = router.bring(tokyo(), london());

        assertThat(sent.getFirst()).isEqualTo("ip filter 90000 pass " + TOKYO + " " + SITE + " esp * *");
        assertThat(sent)
                .containsSubsequence(
                        "ip route " + TOKYO + " gateway pp 1",
                        "tunnel select 1",
                        "ipsec tunnel 1",
                        "ipsec ike proposal-limitation 1 on",
                        "tunnel enable 1",
                        "tunnel select none",
                        "tunnel select 2",
                        "tunnel enable 2",
                        "tunnel select none",
                        "ipsec auto refresh on",
                        "ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0");
        assertThat(sent.getLast()).startsWith("ip route default");
    }

    @Test
    void whatIsDoneLeavesNothingToDo() {
        var router = new TestRouter(FILTERED);
        router.bring(tokyo(), london());
        assertThat(router.plan(List.of(tokyo(), london())))
                .isInstanceOfSatisfying(RouterPlan.Nothing.class, nothing -> {
                    assertThat(nothing.drift()).isEmpty();
                    assertThat(nothing.applied().lines()).isNotEmpty();
                });
    }

    @Test
    void aPlanNamesTheTunnelsWhoseOwnLinesItWrites() {
        var router = new TestRouter(FILTERED);
        assertThat(router.change(tokyo(), london()).tunnels()).containsExactlyInAnyOrder(1, 2);
        router.bring(tokyo(), london());

        for (String removed : List.of("no tunnel enable 2", "no ip route " + LONDON, "no ip filter 90003")) {
            router.config.type(removed);
            assertThat(router.change(tokyo(), london()).tunnels()).as(removed).containsExactly(2);
            router.bring(tokyo(), london());
        }
        router.config.type("ip route default gateway pp 1");
        assertThat(router.change(tokyo(), london()).tunnels()).isEmpty();
        assertThat(router.change(london()).tunnels()).isEmpty();
    }

    @Test
    void theDefaultRouteThatWasThereIsKeptAndPutBackFirst() {
        var router = new TestRouter(PPPOE);
        var before = router.config.settings();
        RouterPlan.Change change = router.change(tokyo());
        assertThat(change.replacedRoute()).isEqualTo("ip route default gateway pp 1");
        router.send(router.remember(change));

        List<String> sent = router.bring();

        assertThat(sent.getFirst()).isEqualTo("ip route default gateway pp 1");
        assertThat(sent)
                .containsSubsequence(
                        "no tunnel enable 1", "no ipsec tunnel", "no ip route " + TOKYO, "no ip filter 90000");
        assertThat(router.config.settings()).isEqualTo(before);
    }

    @Test
    void whereThereWasNoDefaultRouteNoneIsLeft() {
        var router = new TestRouter("ip lan1 address 192.168.100.1/24");
        assertThat(router.change(tokyo()).replacedRoute()).isEmpty();
        router.bring(tokyo());
        assertThat(router.bring()).contains("no ip route default");
        assertThat(router.config.settings()).hasSize(1);
    }

    @Test
    void oneTunnelOfTwoLeavesTheDefaultRouteBeforeItGoes() {
        var router = new TestRouter(PPPOE);
        router.bring(tokyo(), london());
        assertThat(router.bring(london()))
                .startsWith("ip route default gateway tunnel 2")
                .containsSubsequence("no tunnel enable 1", "no ip route " + TOKYO)
                .noneMatch(line -> line.contains(LONDON));
        assertThat(router.replacedRoute).isEqualTo("ip route default gateway pp 1");
    }

    @Test
    void keysAreMaskedInChangesRecordAndDrift() {
        var router = new TestRouter(PPPOE);
        RouterPlan.Change change = router.change(tokyo());
        assertThat(change.changes()).contains("ipsec ike pre-shared-key 1 text ********");
        assertThat(change.toString()).doesNotContain("TokyoKey1234");
        assertThat(change.appliedAfter().lines()).contains("ipsec ike pre-shared-key 1 text ********");
    }

    @Test
    void ourFiltersGoBeforeTheFirstThatRejectsEverythingAndForeignOnesStay() {
        var router = new TestRouter(FILTERED);
        List<String> sent = router.bring(tokyo());
        assertThat(sent)
                .contains("ip pp secure filter in 200003 200020 90000 90001 200099 dynamic 200080 200081")
                .noneMatch(line -> line.startsWith("ip pp secure filter out"));
        assertThat(router.bring()).contains("ip pp secure filter in 200003 200020 200099 dynamic 200080 200081");
    }

    @Test
    void anOutboundListThatStopsIkeGetsOurFiltersToo() {
        var router = new TestRouter(FILTERED.replace("out 200013 200098", "out 200013 200020 200099"));
        assertThat(router.bring(tokyo()))
                .contains(
                        "ip filter 90002 pass " + SITE + " " + TOKYO + " esp * *",
                        "ip pp secure filter out 200013 200020 90002 90003 200099");
        assertThat(router.plan(List.of(tokyo()))).isInstanceOf(RouterPlan.Nothing.class);
    }

    @Test
    void anOutboundListOfTheRoutersOwnMakingThatStopsNothingIsLeftAlone() {
        var router = new TestRouter(FILTERED.replace("out 200013 200098", "out 200022 200023 200028 200099 200098")
                .replace("ip filter 200099 reject * * * * *", """
                ip filter 200022 reject * * udp,tcp netbios_ns-netbios_ssn *
                ip filter 200023 reject * * udp,tcp * netbios_ns-netbios_ssn
                ip filter 200028 reject * * udp dhcps,dhcpc dhcps,dhcpc
                ip filter 200099 reject * * tcpflag=0x0002/0x0017 * *"""));
        assertThat(router.bring(tokyo())).noneMatch(line -> line.startsWith("ip pp secure filter out"));
    }

    @Test
    void aListIsNeverMadeWhereNoneIs() {
        assertThat(new TestRouter(PPPOE).bring(tokyo())).noneMatch(line -> line.contains("secure filter"));
    }

    @Test
    void aNamedFilterSetIsEditedInPlace() {
        var router = new TestRouter(PPPOE + """
            pp select 1
            ip pp secure filter name wan
            pp select none
            ip filter set wan in 200020 200099
            ip filter 200020 pass * 192.168.100.5 tcp * 443
            ip filter 200099 reject * *
            """);
        assertThat(router.bring(tokyo())).contains("ip filter set wan in 200020 90000 90001 200099");
    }

    @Test
    void aFullListIsRefused() {
        String numbers = IntStream.rangeClosed(1, 128).mapToObj(String::valueOf).collect(Collectors.joining(" "));
        var router = new TestRouter(PPPOE + "pp select 1\nip pp secure filter in " + numbers + "\n");
        assertThat(router.refused(tokyo())).satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo("FilterListFull");
            assertThat(refused.message()).contains("130 filters").contains("takes 129");
        });
    }

    @Test
    void takenFilterNumbersAreSteppedOverAndNoneLeftIsSaid() {
        assertThat(new TestRouter(PPPOE + "ip filter 90000 pass 1.1.1.1 * udp * *\n").bring(tokyo()))
                .contains("ip filter 90001 pass " + TOKYO + " " + SITE + " esp * *")
                .noneMatch(line -> line.startsWith("ip filter 90000"));
        String all = IntStream.rangeClosed(90_000, 90_099)
                .mapToObj(n -> "ip filter " + n + " pass 1.1.1.1 * udp * *\n")
                .collect(Collectors.joining());
        assertThat(new TestRouter(PPPOE + all).refused(tokyo()).reason()).isEqualTo("NumberOutOfRange");
    }

    @Test
    void aTranslatedLinkLetsIkeInThroughFreeEntries() {
        var router = new TestRouter(FILTERED);
        router.link = new LinkState("WAN1", "pp1", true, SITE, null, 1);
        assertThat(router.bring(tokyo(), london()))
                .contains(
                        "nat descriptor masquerade static 1 2 " + SITE + " udp 500",
                        "nat descriptor masquerade static 1 3 " + SITE + " esp",
                        "nat descriptor masquerade static 1 4 " + SITE + " udp 4500",
                        "ipsec ike nat-traversal 1 on",
                        "ip filter 90002 pass " + TOKYO + " " + SITE + " udp * 4500")
                .filteredOn(line -> line.startsWith("nat"))
                .hasSize(3);
        assertThat(router.bring(tokyo())).noneMatch(line -> line.contains("nat descriptor"));
        assertThat(router.bring()).contains("no nat descriptor masquerade static 1 2");
    }

    @Test
    void anEntryThatSomebodyHasMadeServesUsAndOneThatLeadsElsewhereIsInTheWay() {
        var shared = new TestRouter(FILTERED + "nat descriptor masquerade static 1 7 " + SITE + " udp 500\n");
        shared.link = new LinkState("WAN1", "pp1", true, SITE, null, 1);
        assertThat(shared.bring(tokyo())).noneMatch(line -> line.endsWith("udp 500") && line.startsWith("nat"));
        assertThat(shared.bring()).noneMatch(line -> line.contains("static 1 7"));

        var taken = new TestRouter(FILTERED + "nat descriptor masquerade static 1 7 192.168.100.77 udp 500\n");
        taken.link = new LinkState("WAN1", "pp1", true, SITE, null, 1);
        assertThat(taken.refused(tokyo())).satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo("NatEntryInUse");
            assertThat(refused.message()).contains("192.168.100.77");
        });
    }

    @Test
    void anEntryThatLeadsIkeToTheRoutersInsideMakesTheTunnelStartThere() {
        String inside = "192.168.100.1";
        var router = new TestRouter(FILTERED + "nat descriptor masquerade static 1 7 " + inside + " udp 500\n");
        router.link = new LinkState("WAN1", "pp1", true, SITE, null, 1);
        assertThat(router.bring(tokyo()))
                .contains(
                        "ipsec ike local address 1 " + inside,
                        "ipsec ike local name 1 " + SITE + " ipv4-addr",
                        "nat descriptor masquerade static 1 2 " + inside + " esp",
                        "nat descriptor masquerade static 1 3 " + inside + " udp 4500",
                        "ip filter 90000 pass " + TOKYO + " " + inside + " esp * *")
                .noneMatch(line -> line.startsWith("nat") && line.endsWith("udp 500"));
        assertThat(router.bring()).noneMatch(line -> line.contains("static 1 7"));
    }

    @Test
    void aDescriptorThatDoesNotMasqueradeGetsNoEntries() {
        var router = new TestRouter(FILTERED.replace("type 1 masquerade", "type 1 nat"));
        router.link = new LinkState("WAN1", "pp1", true, SITE, null, 1);
        assertThat(router.bring(tokyo())).noneMatch(line -> line.startsWith("nat descriptor"));
    }

    @Test
    void aForeignRouteOfAnotherNetworkIsRefused() {
        var router = new TestRouter(PPPOE + "ip route 10.0.0.0/8 gateway 192.168.100.254\n");
        assertThat(router.refused(listed(tokyo(), "10.0.0.0/8"))).satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo("RouteInUse");
            assertThat(refused.message()).contains("ip route 10.0.0.0/8 gateway 192.168.100.254");
            assertThat(refused.tunnel()).isEqualTo("network/cato-tokyo");
        });
        assertThat(new TestRouter(PPPOE + "ip route " + TOKYO + " gateway 192.168.100.254\n")
                        .refused(tokyo())
                        .reason())
                .isEqualTo("RouteInUse");
    }

    @Test
    void aForeignRouteThatSaysTheSameStaysForeign() {
        var router = new TestRouter(PPPOE + "ip route " + TOKYO + " gateway pp 1\n");
        var before = router.config.settings();
        assertThat(router.bring(tokyo())).noneMatch(line -> line.startsWith("ip route " + TOKYO));
        router.bring();
        assertThat(router.config.settings()).isEqualTo(before);
    }

    @Test
    void catosOwnAddressesGetRoutesOnlyWhereAnotherRouteCapturesThem() {
        TunnelIntent all =
                routed(tokyo(), new TunnelRoute("default", 1, false), new TunnelRoute("10.254.254.1", 1, true));
        assertThat(new TestRouter(PPPOE).bring(all)).noneMatch(line -> line.contains("10.254.254.1"));
        var captured = new TestRouter(PPPOE + "ip route 10.0.0.0/8 gateway 192.168.100.254\n");
        assertThat(captured.bring(all)).contains("ip route 10.254.254.1 gateway tunnel 1");
        assertThat(captured.plan(List.of(all))).isInstanceOf(RouterPlan.Nothing.class);
    }

    @Test
    void aSessionFromBehindTheDefaultRouteIsNotCut() {
        var router = new TestRouter(PPPOE);
        router.surroundings =
                new Surroundings("192.0.2.50", new RouteTable(List.of(TestRouter.LAN, TestRouter.DEFAULT)));
        assertThat(router.refused(tokyo())).satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo("WouldCutManagement");
            assertThat(refused.message()).contains("192.0.2.50").contains("\"ip route 192.0.2.50 gateway pp 1\"");
        });
        assertThat(router.plan(List.of(listed(tokyo(), "10.0.0.0/8")))).isInstanceOf(RouterPlan.Change.class);
        assertThat(router.refused(listed(tokyo(), "192.0.2.0/24")).reason()).isEqualTo("WouldCutManagement");
    }

    @Test
    void aSessionOfUnknownOriginIsNotRisked() {
        var router = new TestRouter(PPPOE);
        router.surroundings = Surroundings.UNKNOWN;
        assertThat(router.refused(tokyo()).reason()).isEqualTo("WouldCutManagement");
    }

    @Test
    void aNumberWithAForeignTunnelGatewayOrPolicyIsInUse() {
        for (String foreign : List.of(
                "tunnel select 1\nipsec tunnel 9\n",
                "ipsec ike pre-shared-key 1 text hunter2hunter2\n",
                "ipsec sa policy 9 1 esp aes-cbc sha-hmac\n",
                "tunnel enable 1\n")) {
            assertThat(new TestRouter(PPPOE + foreign).refused(tokyo())).satisfies(refused -> {
                assertThat(refused.reason()).isEqualTo("TunnelNumberInUse");
                assertThat(refused.tunnel()).isEqualTo("network/cato-tokyo");
                assertThat(refused.message()).doesNotContain("hunter2");
            });
        }
    }

    @Test
    void aNumberOutsideOfWhatIsAllowedOrThereIsRefused() {
        assertThat(new TestRouter(PPPOE)
                        .refused(Intents.tunnel(7, "x", TOKYO, "TokyoKey1234"))
                        .message())
                .contains("numbers.tunnels 1-6");
        assertThat(new TestRouter(PPPOE)
                        .refused(tokyo(), Intents.tunnel(1, "other", LONDON, "TokyoKey1234"))
                        .message())
                .contains("used by network/cato-tokyo as well");
    }

    @Test
    void aManualEditIsShownAndMended() {
        var router = new TestRouter(PPPOE);
        router.bring(tokyo());
        router.settle(List.of(tokyo()));
        router.config.type("ipsec ike hash 1 sha");
        router.config.type("no ipsec ike proposal-limitation 1");

        RouterPlan.Change change = router.change(tokyo());

        assertThat(change.drift())
                .containsExactly(
                        new RouterPlan.Drift("ipsec ike hash 1", "ipsec ike hash 1 sha256", "ipsec ike hash 1 sha"),
                        new RouterPlan.Drift(
                                "ipsec ike proposal-limitation 1", "ipsec ike proposal-limitation 1 on", "absent"));
        assertThat(router.send(router.remember(change)))
                .containsExactly(
                        "tunnel select 1",
                        "no tunnel enable 1",
                        "ipsec ike hash 1 sha256",
                        "ipsec ike proposal-limitation 1 on",
                        "tunnel enable 1",
                        "tunnel select none");
    }

    @Test
    void aNewKeyIsSentAloneWithTheTunnelDisabledMeanwhile() {
        var router = new TestRouter(PPPOE);
        router.bring(tokyo());
        TunnelIntent rekeyed = Intents.tunnel(1, "cato-tokyo", TOKYO, "AnotherKey99");
        assertThat(router.bring(rekeyed))
                .containsExactly(
                        "tunnel select 1",
                        "no tunnel enable 1",
                        "ipsec ike pre-shared-key 1 text AnotherKey99",
                        "tunnel enable 1",
                        "tunnel select none");
    }

    @Test
    void aNewDescriptionDoesNotDisturbTheTunnel() {
        var router = new TestRouter(PPPOE);
        router.bring(tokyo());
        assertThat(router.bring(Intents.tunnel(1, "renamed", TOKYO, "TokyoKey1234")))
                .containsExactly("tunnel select 1", "tunnel name \"renamed\"", "tunnel select none");
    }

    @Test
    void foreignLinesInsideOurTunnelAreLeftAlone() {
        var router = new TestRouter(PPPOE);
        router.bring(tokyo());
        router.config.type("tunnel select 1");
        router.config.type("ip tunnel mtu 1300");
        router.config.type("ipsec ike log 1 message-info");
        router.config.type("tunnel select none");
        assertThat(router.plan(List.of(tokyo()))).isInstanceOf(RouterPlan.Nothing.class);
        assertThat(router.bring()).noneMatch(line -> line.contains("mtu") || line.contains("ipsec ike log"));
    }

    @Test
    void aTunnelThatSomebodyPutInPlaceOfOursIsTheirs() {
        var router = new TestRouter(PPPOE);
        router.bring(tokyo());
        router.settle(List.of(tokyo()));
        router.config.type("tunnel select 1");
        router.config.type("tunnel name \"theirs\"");
        router.config.type("ipsec ike remote address 1 192.0.2.99");
        router.config.type("ipsec ike remote name 1 192.0.2.99 ipv4-addr");
        router.config.type("ipsec ike local name 1 192.0.2.1 ipv4-addr");
        router.config.type("tunnel select none");
        assertThat(router.refused(tokyo()).reason()).isEqualTo("TunnelNumberInUse");
        assertThat(router.change(List.of()).changes()).noneMatch(line -> line.contains("ipsec") && line.contains(" 1"));
    }

    @Test
    void aDefaultRouteThatSomebodySetMeanwhileIsDriftAndWhatIsPutBackLater() {
        var router = new TestRouter(PPPOE);
        router.bring(tokyo());
        router.settle(List.of(tokyo()));
        router.config.type("ip route default gateway 192.168.100.254");
        RouterPlan.Change change = router.change(tokyo());
        assertThat(change.drift())
                .singleElement()
                .satisfies(d -> assertThat(d.line()).isEqualTo("ip route default"));
        assertThat(change.replacedRoute()).isEqualTo("ip route default gateway 192.168.100.254");
    }

    @Test
    void anExplicitAutoRefreshOffComesBackAtTheEnd() {
        var router = new TestRouter(PPPOE + "ipsec auto refresh off\n");
        router.bring(tokyo());
        router.settle(List.of(tokyo()));
        assertThat(router.bring()).contains("ipsec auto refresh off");
        var foreign = new TestRouter(PPPOE + "ipsec auto refresh on\n");
        foreign.bring(tokyo());
        assertThat(foreign.bring()).noneMatch(line -> line.contains("auto refresh"));
    }

    @Test
    void aLinkWithoutAddressOrNextHopIsSaid() {
        var noAddress = new TestRouter(PPPOE);
        noAddress.link = new LinkState("WAN1", "pp1", false, null, null, null);
        assertThat(noAddress.refused(tokyo()).reason()).isEqualTo("LinkHasNoAddress");
        var noHop = new TestRouter("ip lan2 address 198.51.100.20/24\n");
        noHop.link = new LinkState("WAN1", "lan2", true, SITE, null, null);
        assertThat(noHop.refused(tokyo()).reason()).isEqualTo("LinkHasNoGateway");
    }

    @Test
    void theNextHopOfALanLinkIsFoundInTheRouteThatOursReplaced() {
        var router = new TestRouter("ip lan2 address 198.51.100.20/24\nip route default gateway 198.51.100.1\n");
        router.link = new LinkState("WAN1", "lan2", true, SITE, null, null);
        assertThat(router.bring(tokyo())).contains("ip route " + TOKYO + " gateway 198.51.100.1");
        assertThat(router.plan(List.of(tokyo()))).isInstanceOf(RouterPlan.Nothing.class);
    }

    @Test
    void aModelThatIsNotKnownIsRefused() {
        var router = new TestRouter(PPPOE);
        router.facts = new RouterFacts("NVR700W", "Rev.15.00.24", null);
        assertThat(router.refused(tokyo())).satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo("UnknownModel");
            assertThat(refused.message()).contains("NVR700W").contains("RTX830");
        });
    }

    @Test
    void aKeptRouteThatIsNoDefaultRouteIsNeverTyped() {
        var router = new TestRouter(PPPOE);
        router.bring(tokyo());
        router.replacedRoute = "administrator password encrypted x";
        assertThat(router.bring()).contains("no ip route default").noneMatch(line -> line.contains("administrator"));
    }

    @Test
    void aLineOfSomebodyElseThatCannotBeTypedBackIsNotTouched() {
        var router = new TestRouter(PPPOE.replaceFirst("(ip route default gateway pp 1)", "$1 name \"a\\$b c?\""));
        assertThat(router.refused(tokyo())).satisfies(refused -> {
            assertThat(refused.reason()).isEqualTo("UnsafeValue");
            assertThat(refused.message()).contains("ip route default").doesNotContain("a$b");
        });
    }
}
