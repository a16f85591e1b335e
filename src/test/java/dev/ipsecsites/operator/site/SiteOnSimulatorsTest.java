package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.api.DeletionPolicy;
import dev.ipsecsites.api.Identity;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.lab.cma.Fault;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.operator.common.Conditions;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A site at both simulated ends: fails over and comes back, says what the ends report, follows its address. */
@Order(3)
class SiteOnSimulatorsTest {
    private static final String LEARNT_DEFAULT = """
        宛先ネットワーク    ゲートウェイ    インタフェース  種別  付加情報\r
        default             192.168.100.254      LAN1    OSPF\r
        192.168.100.0/24    192.168.100.1        LAN1  implicit""";

    private final SiteWorld world = new SiteWorld(RtxModel.RTX830);

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void seesAndTimesAFailoverWhileItsAddressesCantBeLookedUp() {
        world.apply();
        world.untilReady();
        world.quiet(Duration.ofMinutes(7));
        world.cato.inject(Fault.once("entityLookup", Fault.Kind.INTERNAL_ERROR).times(-1));
        world.clock.turn(Duration.ofMinutes(6));
        world.cato.cutPop("Tokyo");
        world.until(
                "failed over",
                Duration.ofMinutes(3),
                () -> "SECONDARY1".equals(world.site().statusOrEmpty().activeTunnel())
                        && world.tunnel("PRIMARY1").state() == TunnelState.DOWN);

        assertThat(world.site().statusOrEmpty().lastFailover()).isNotNull();
        assertThat(world.site().statusOrEmpty().primary()).isEqualTo("Tokyo Down");
        assertThat(world.isTrue(Conditions.READY)).isTrue();
        assertThat(world.reasons()).contains("FailedOver");
        world.until(
                "repaired at the router, which needs no look-up",
                Duration.ofMinutes(5),
                () -> world.reasons().contains("TunnelReset"));
    }

    @Test
    void isNotReadyWhileTheRouterLeadsNoTrafficIntoAnyTunnel() {
        world.apply();
        world.untilReady();
        for (int look = 0; look < 4; look++) {
            world.router.faults().answerWrongly("show ip route", LEARNT_DEFAULT);
            world.round();
            assertThat(world.isTrue(Conditions.OPERATIONAL)).isTrue();
            assertThat(look == 0 || !world.isTrue(Conditions.READY))
                    .as("look " + look)
                    .isTrue();
        }

        assertThat(world.condition(Conditions.READY).reason()).isEqualTo("RouteNotInForce");
        assertThat(world.condition(Conditions.READY).message())
                .contains(
                        "PRIMARY1 (Tokyo)",
                        "SECONDARY1 (Osaka)",
                        "goes to 192.168.100.254 through lan1",
                        "show ip route");
        assertThat(world.condition(Conditions.REDUNDANT).status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(world.site().statusOrEmpty().activeTunnel()).isNull();

        world.rounds(3);
        assertThat(world.isTrue(Conditions.READY)).isTrue();
        assertThat(world.isTrue(Conditions.REDUNDANT)).isTrue();
        assertThat(world.site().statusOrEmpty().activeTunnel()).isEqualTo("PRIMARY1");
    }

    @Test
    void tellsOfAFailoverWhenTheRouterHasMovedTheRoute() {
        world.apply();
        world.untilReady();
        world.quiet(Duration.ofMinutes(2));
        world.cato.cutPop("Tokyo");
        for (int look = 0; look < 12; look++) {
            world.round();
            String first = world.router.type("show ip route").stream()
                    .filter(line -> line.startsWith("default"))
                    .findFirst()
                    .orElseThrow();
            assertThat(world.site().statusOrEmpty().activeTunnel())
                    .as(first)
                    .isIn(first.contains("TUNNEL[1]") ? List.of("PRIMARY1") : List.of("PRIMARY1", "SECONDARY1"));
        }
        assertThat(world.site().statusOrEmpty().activeTunnel()).isEqualTo("SECONDARY1");
        assertThat(world.reasons()).contains("FailedOver");
    }

    @Test
    void tellsNoFailoverOfAnInterruptionThatMovedNoRoute() {
        world.apply();
        world.untilReady();
        world.quiet(Duration.ofMinutes(2));
        world.cato.cutPop("Tokyo");
        world.rounds(3);
        world.cato.restorePop("Tokyo");
        world.rounds(9);

        assertThat(world.site().statusOrEmpty().activeTunnel()).isEqualTo("PRIMARY1");
        assertThat(world.site().statusOrEmpty().lastFailover()).isNull();
        assertThat(world.reasons()).doesNotContain("FailedOver", "FailedBack");
    }

    @Test
    void observesWhatTheEndsSayAndWhyAndTakesNoStep() {
        world.apply();
        world.untilReady();
        world.edit("managementPolicy: Observe");
        world.rounds(3);
        assertThat(world.condition(Conditions.READY).status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(world.condition(Conditions.READY).reason()).isEqualTo("Observed");

        world.cato.cutPop("Tokyo");
        world.cato.cutPop("Osaka");
        world.until("down", Duration.ofMinutes(3), () -> !world.isTrue(Conditions.OPERATIONAL));
        Set<String> said = new HashSet<>();
        for (int look = 0; look < 20; look++) {
            assertThat(world.isTrue(Conditions.READY)).as("look " + look).isFalse();
            said.add(world.condition(Conditions.READY).lastTransitionTime());
            world.round();
        }
        assertThat(said).hasSize(1);
        assertThat(world.condition(Conditions.READY).message()).contains("PRIMARY1 (Tokyo)", "SECONDARY1 (Osaka)");
        assertThat(world.site().statusOrEmpty().diagnosis())
                .extracting(dev.ipsecsites.api.Diagnosis::tunnel)
                .contains("PRIMARY1", "SECONDARY1");
        assertThat(world.reasons()).doesNotContain("TunnelReset", "TunnelCorrected");
        assertThat(world.tunnel("PRIMARY1").repair()).isNull();

        world.edit("managementPolicy: Observe", "primary: { popLocation: London }");
        world.rounds(2);
        assertThat(world.tunnel("PRIMARY1").popLocation()).isEqualTo("Tokyo");
        assertThat(world.condition(Conditions.CONFIGURED).reason()).isEqualTo("DriftDetected");

        world.edit("managementPolicy: Observe");
        world.cato.restorePop("Tokyo");
        world.cato.restorePop("Osaka");
        world.until("up", Duration.ofMinutes(5), () -> world.isTrue(Conditions.READY));
        assertThat(world.condition(Conditions.READY).reason()).isEqualTo("Observed");
        world.until("nothing left to say", Duration.ofMinutes(5), () -> world.isTrue(Conditions.REDUNDANT));
        world.rounds(2);
        world.restart();
        for (int look = 0; look < 4; look++) {
            world.round();
            assertThat(world.isTrue(Conditions.READY)).as("look " + look).isTrue();
        }
    }

    @Test
    void aLookAtTheRouterThatFailsTakesNothingAwayAtOnce() {
        world.apply();
        world.untilReady();
        world.quiet(Duration.ofMinutes(2));
        int told = world.events().size();
        world.router.faults().failShells(1);
        world.rounds(3);
        world.router.faults().refuseLogin(true);
        world.rounds(1);
        world.router.faults().refuseLogin(false);
        for (int look = 0; look < 3; look++) {
            world.round();
            assertThat(world.isTrue(Conditions.READY)).isTrue();
            assertThat(world.isTrue(Conditions.REDUNDANT)).isTrue();
            assertThat(world.isTrue(Conditions.STALLED)).isFalse();
        }
        assertThat(world.events()).hasSize(told);
    }

    @Test
    void whatCatoReportsCountsAtOnceWhileTheRouterIsNotHeard() {
        world.apply();
        world.untilReady();
        world.quiet(Duration.ofMinutes(2));
        world.router.faults().failShells(1000);
        world.rounds(6);
        assertThat(world.isTrue(Conditions.READY)).isTrue();

        world.cato.cutPop("Tokyo");
        world.cato.cutPop("Osaka");
        world.until("said", Duration.ofMinutes(2), () -> !world.isTrue(Conditions.OPERATIONAL));
        assertThat(world.condition(Conditions.OPERATIONAL).status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(world.condition(Conditions.OPERATIONAL).reason()).isEqualTo("EndsDisagree");
        assertThat(world.isTrue(Conditions.READY)).isFalse();
        world.rounds(6);
        assertThat(world.reasons()).as("no step of a repair").doesNotContain("TunnelReset", "TunnelCorrected");

        world.rounds(24);
        assertThat(world.condition(Conditions.OPERATIONAL).status()).isEqualTo(ConditionStatus.UNKNOWN);
    }

    @Test
    void saysWhatTheEndsReportWhenTheVisitCantGoOn() {
        world.apply();
        world.untilReady();
        world.cato.inject(Fault.once("entityLookup", Fault.Kind.INTERNAL_ERROR).times(-1));
        world.restart();
        world.clock.turn(Duration.ofMinutes(6));
        world.cato.cutPop("Tokyo");
        world.rounds(12);

        assertThat(world.condition(Conditions.RECONCILING).reason()).isNotEqualTo(Conditions.SETTLED);
        assertThat(world.tunnel("PRIMARY1").state()).isEqualTo(TunnelState.DOWN);
        assertThat(world.site().statusOrEmpty().activeTunnel()).isEqualTo("SECONDARY1");
        assertThat(world.isTrue(Conditions.READY)).isTrue();

        world.cato.cutPop("Osaka");
        world.until("down", Duration.ofMinutes(3), () -> !world.isTrue(Conditions.READY));
        world.cato.restorePop("Osaka");
        world.until("restored", Duration.ofMinutes(5), () -> world.isTrue(Conditions.READY));
    }

    @Test
    void aTokenIsHandledWhenEverythingHasBeenSentAgainAndThenOnlyOnce() {
        world.apply();
        world.untilReady();
        world.cato.inject(Fault.once("entityLookup", Fault.Kind.INTERNAL_ERROR).times(-1));
        world.restart();
        world.clock.turn(Duration.ofMinutes(6));
        Map<String, Long> before = world.cato.statistics().mutations();
        world.client().resource(world.site()).edit(s -> {
            s.getMetadata().setAnnotations(Map.of(Api.RECONCILE, "again"));
            return s;
        });
        world.rounds(2);
        assertThat(world.site().statusOrEmpty().lastHandled()).isEmpty();
        assertThat(world.cato.statistics().mutations()).isEqualTo(before);

        world.cato.clearFaults();
        world.until(
                "handled",
                Duration.ofMinutes(3),
                () -> "again".equals(world.site().statusOrEmpty().lastHandled().get("reconcile")));
        world.untilReady();
        Map<String, Long> once = world.cato.statistics().mutations();
        assertThat(once.get("updateIpsecIkeV2SiteTunnels"))
                .isGreaterThan(before.getOrDefault("updateIpsecIkeV2SiteTunnels", 0L));
        world.rounds(6);
        assertThat(world.cato.statistics().mutations()).isEqualTo(once);
    }

    @Test
    void takesItsTunnelsOffARouterThatTheManifestDoesNotNameAnyMore() {
        world.apply("publicAddress: 198.51.100.20");
        world.untilReady();
        world.edit("publicAddress: 198.51.100.20", "routerRef: null");
        world.rounds(12);

        assertThat(world.routerTunnels()).isEmpty();
        assertThat(linesOfTunnels()).noneMatch(l -> l.contains("tunnel"));
    }

    /** The message of a site that can't be removed says so: set deletionPolicy: Orphan. */
    @Test
    void isOrphanedAlsoWhenThatIsWrittenWhileCatoDoesNotAnswer() {
        world.apply();
        world.untilReady();
        world.cato.inject(Fault.once("entityLookup", Fault.Kind.INTERNAL_ERROR).times(-1));
        world.clock.turn(Duration.ofMinutes(6));
        world.edit("deletionPolicy: Orphan");
        world.client().resource(world.site()).delete();
        List<String> lines = linesOfTunnels();
        world.rounds(6);

        assertThat(world.routerTunnels()).isEmpty();
        assertThat(world.kube.stored(CatoSite.class)).isEmpty();
        assertThat(lines).isNotEmpty();
        assertThat(linesOfTunnels()).isEqualTo(lines);
    }

    @Test
    void tunnelsKnowAtOnceThatTheyAreToBeOrphanedWhoeverDeletesThem() {
        world.apply();
        world.untilReady();
        world.cato.inject(Fault.once("entityLookup", Fault.Kind.INTERNAL_ERROR).times(-1));
        world.clock.turn(Duration.ofMinutes(6));
        world.edit("deletionPolicy: Orphan");
        world.round();

        assertThat(world.routerTunnels())
                .hasSize(2)
                .allSatisfy(t -> assertThat(t.getSpec().deletionPolicy()).isEqualTo(DeletionPolicy.ORPHAN));
    }

    /** "Observe compares and changes nothing" (DESIGN §9.10), and goes on doing so when it ends. */
    @Test
    void underObserveADeletionChangesNothingAtEitherEnd() {
        world.apply();
        world.untilReady();
        world.rounds(2);
        world.edit("managementPolicy: Observe");
        world.rounds(2);
        List<String> lines = linesOfTunnels();
        Map<String, Long> mutations = world.cato.statistics().mutations();
        world.client().resource(world.site()).delete();
        world.rounds(6);

        assertThat(world.kube.stored(CatoSite.class)).isEmpty();
        assertThat(world.routerTunnels()).isEmpty();
        assertThat(linesOfTunnels()).isNotEmpty().isEqualTo(lines);
        assertThat(world.cato.statistics().mutations()).isEqualTo(mutations);
        assertThat(keysWithoutOwner()).hasSize(2);
    }

    @Test
    void anAccountUnderObserveKeepsWhatADeletedSiteMadeAtCato() {
        world.apply();
        world.untilReady();
        Map<String, Long> mutations = world.cato.statistics().mutations();
        world.client()
                .resources(CatoAccount.class)
                .inNamespace(SiteWorld.NAMESPACE)
                .withName("main")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"managementPolicy\":\"Observe\"}}");
        world.client().resource(world.site()).delete();
        world.rounds(6);

        assertThat(world.kube.stored(CatoSite.class)).isEmpty();
        assertThat(world.cato.statistics().mutations()).isEqualTo(mutations);
        assertThat(world.reasons()).contains("LeftAtCato");
        assertThat(keysWithoutOwner()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void movesFromPopToPopAtTheQuotaAndGivesBackWhatItHad(boolean settles) throws Exception {
        world.cato.addressQuota("12345", 3);
        world.apply();
        world.untilReady();
        for (String pop : List.of("London", "Singapore", "Osaka")) {
            world.edit("secondary: { popLocation: " + pop + " }");
            world.until(
                    "moved",
                    Duration.ofMinutes(15),
                    () -> pop.equals(world.tunnel("SECONDARY1").popLocation())
                            && world.tunnel("SECONDARY1").state() == TunnelState.UP);
            world.rounds(settles ? 3 : 0);
        }
        world.untilReady();
        world.rounds(3);

        assertThat(world.cma().allocatedAddresses())
                .extracting(Cma.AllocatedAddress::popLocation)
                .contains("Tokyo", "Osaka")
                .hasSize(2);
        assertThat(world.reasons()).contains("AddressReleased");
    }

    private List<String> keysWithoutOwner() {
        return world.client().secrets().inNamespace(SiteWorld.NAMESPACE).list().getItems().stream()
                .filter(s -> s.getMetadata().getOwnerReferences().isEmpty())
                .map(s -> s.getMetadata().getName())
                .filter(name -> name.endsWith("-psk"))
                .toList();
    }

    private List<String> linesOfTunnels() {
        return world.router.runningConfig().stream()
                .filter(l -> l.contains("tunnel select") || l.contains("ip route"))
                .toList();
    }

    @Test
    void failsOverWhenItsPopFailsAndComesBack() {
        world.apply();
        world.untilReady();
        assertThat(world.site().statusOrEmpty().activeTunnel()).isEqualTo("PRIMARY1");
        assertThat(world.site().statusOrEmpty().lastFailover()).isNull();

        world.cato.cutPop("Tokyo");
        world.until(
                "failed over",
                Duration.ofMinutes(3),
                () -> "SECONDARY1".equals(world.site().statusOrEmpty().activeTunnel()));
        String failedOver = world.site().statusOrEmpty().lastFailover();
        assertThat(failedOver).isNotNull();
        world.until(
                "seen at both ends",
                Duration.ofMinutes(2),
                () -> world.tunnel("PRIMARY1").state() == TunnelState.DOWN);
        assertThat(world.isTrue(Conditions.READY)).isTrue();
        assertThat(world.isTrue(Conditions.REDUNDANT)).isFalse();
        assertThat(world.condition(Conditions.REDUNDANT).message()).contains("PRIMARY1");
        world.until(
                "Cato's events are evidence",
                Duration.ofMinutes(3),
                () -> world.evidence("PRIMARY1").stream()
                        .anyMatch(e -> e.startsWith("Cato's events feed") && e.contains("Disconnected at Tokyo")));

        world.cato.restorePop("Tokyo");
        world.until(
                "came back",
                Duration.ofMinutes(5),
                () -> "PRIMARY1".equals(world.site().statusOrEmpty().activeTunnel()));
        assertThat(world.site().statusOrEmpty().lastFailover()).isNotEqualTo(failedOver);
        world.untilReady();
        assertThat(world.reasons()).contains("FailedOver", "FailedBack");
    }

    @Test
    void countsWhatCatoSawBetweenTwoLooks() {
        world.apply();
        world.untilReady();
        for (int i = 0; i < 3; i++) {
            world.cato.resetTunnel(world.siteId() + "/PRIMARY1");
            world.step();
            world.step();
        }
        world.rounds(2);

        assertThat(world.tunnel("PRIMARY1").flaps()).isEqualTo(3);
        assertThat(world.tunnel("SECONDARY1").flaps()).isZero();
        assertThat(world.site().statusOrEmpty().diagnosis()).first().satisfies(d -> {
            assertThat(d.cause()).isEqualTo("Flapping");
            assertThat(d.tunnel()).isEqualTo("PRIMARY1");
        });
        assertThat(world.reasons()).contains("Flapping");
    }

    @Test
    void anAccountWithoutEventsIsLookedAfterAllTheSame() {
        world.cato.change(settings -> settings.with("eventsIntegration", false));
        world.apply();
        world.untilReady();
        world.cato.cutPop("Tokyo");
        world.until(
                "diagnosed",
                Duration.ofMinutes(5),
                () -> world.condition(Conditions.REDUNDANT).reason().equals("PoPDown"));
        assertThat(world.evidence("PRIMARY1")).noneMatch(e -> e.contains("events feed"));
    }

    @Test
    void saysWhatTheEndsReportAlsoWhileCatoAnswersNothingElse() {
        world.apply();
        world.untilReady();
        assertThat(world.isTrue(Conditions.OPERATIONAL)).isTrue();
        world.clock.turn(Duration.ofMinutes(6));
        world.cato.inject(Fault.once("entityLookup", Fault.Kind.INTERNAL_ERROR).times(-1));
        world.cato.cutPop("Tokyo");
        world.cato.cutPop("Osaka");
        world.until(
                "lost",
                Duration.ofMinutes(2),
                () -> world.condition(Conditions.OPERATIONAL).status() == ConditionStatus.FALSE);
        // Whichever end notices first.
        assertThat(world.condition(Conditions.OPERATIONAL).message())
                .containsAnyOf("Cato says disconnected", "the router says down");
        assertThat(world.isTrue(Conditions.READY)).isFalse();

        world.cato.restorePop("Tokyo");
        world.cato.restorePop("Osaka");
        world.until("there again", Duration.ofMinutes(2), () -> world.isTrue(Conditions.OPERATIONAL));
        world.cato.clearFaults();
        world.untilReady();
    }

    @Test
    void saysThatItsLineIsDownThoughThereIsNoAddressAnyMore() {
        world.apply();
        world.untilReady();
        String address = world.tunnel("PRIMARY1").siteAddress();
        world.router.wan(world.router.wan().withUp(false));
        world.until(
                "down", Duration.ofMinutes(3), () -> world.tunnel("PRIMARY1").state() == TunnelState.DOWN);
        world.rounds(2);
        assertThat(world.isTrue(Conditions.READY)).isFalse();
        assertThat(world.isTrue(Conditions.OPERATIONAL)).isFalse();
        assertThat(world.tunnel("PRIMARY1").siteAddress()).isEqualTo(address);
        assertThat(world.site().statusOrEmpty().diagnosis())
                .extracting(d -> d.cause())
                .contains("PPPoEDown");

        world.router.wan(world.router.wan().withUp(true));
        world.untilReady();
        assertThat(world.reasons()).doesNotContain("SiteAddressChanged");
    }

    @Test
    void changesOneTunnelAfterTheOther() {
        world.apply();
        world.untilReady();
        world.edit("keepalive: { interval: 20s, failures: 3 }");
        List<Set<String>> changed = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            world.round();
            changed.add(world.routerTunnels()
                    .filter(t -> "20s".equals(t.getSpec().keepalive().interval()))
                    .map(t -> t.getMetadata().getName())
                    .collect(Collectors.toSet()));
        }

        assertThat(changed)
                .startsWith(Set.of("osaka-secondary1"))
                .endsWith(Set.of("osaka-primary1", "osaka-secondary1"));
        world.untilReady();
    }

    @Test
    void followsTheAddressOfItsLine() {
        world.apply();
        world.untilReady();
        world.router.wan(world.router.wan().withAddress("198.51.100.77"));

        world.until(
                "told",
                Duration.ofMinutes(3),
                () -> "198.51.100.77".equals(world.tunnel("PRIMARY1").siteAddress()));
        world.until(
                "up again",
                Duration.ofMinutes(5),
                () -> world.isTrue(Conditions.REDUNDANT)
                        && world.tunnel("PRIMARY1").state() == TunnelState.UP);
        assertThat(world.router.runningConfig())
                .anyMatch(l -> l.contains("ipsec ike local address 1 198.51.100.77"))
                .anyMatch(l -> l.contains("ipsec ike local name 1 198.51.100.77 ipv4-addr"))
                .noneMatch(l -> l.contains("ipsec ike local address") && l.contains("198.51.100.20"));
        assertThat(world.reasons()).contains("SiteAddressChanged");
        assertThat(world.router.savedConfig()).isEqualTo(world.router.runningConfig());
    }

    @Test
    void aSiteThatIsKnownByANameFollowsItsLineWithoutAWordToCato() {
        world.apply("connectionMode: ResponderOnly", "identification: FQDN");
        world.untilReady();
        Identity identity = Objects.requireNonNull(world.tunnel("PRIMARY1").siteIdentity());
        assertThat(world.tunnel("PRIMARY1").siteAddress()).isNull();
        assertThat(world.router.runningConfig())
                .anyMatch(l -> l.contains("ipsec ike local name 1 " + identity.value() + " fqdn"));
        Map<String, Long> sent = world.cato.statistics().mutations();

        world.router.wan(world.router.wan().withAddress("198.51.100.77"));
        world.until(
                "followed",
                Duration.ofMinutes(5),
                () -> world.router.runningConfig().stream()
                        .filter(l -> l.contains("ipsec ike local address"))
                        .allMatch(l -> l.contains("198.51.100.77")));
        world.until(
                "up again, and saved",
                Duration.ofMinutes(5),
                () -> world.router.savedConfig().equals(world.router.runningConfig()));
        world.untilReady();
        assertThat(world.cato.statistics().mutations()).isEqualTo(sent);
        assertThat(world.tunnel("PRIMARY1").siteIdentity()).isEqualTo(identity);
        assertThat(world.reasons()).doesNotContain("SiteAddressChanged");
    }

    @Test
    void aRouterWhoseTranslationLeadsIkeToItsInsideForAnotherServiceIsNoHindrance() {
        String inside = "192.168.100.1";
        world.router.type(
                "nat descriptor masquerade static 1 5 " + inside + " udp 500",
                "nat descriptor masquerade static 1 6 " + inside + " esp",
                "nat descriptor masquerade static 1 7 " + inside + " udp 4500",
                "save");
        world.apply();
        world.untilReady();

        assertThat(world.router.runningConfig())
                .anyMatch(l -> l.contains("ipsec ike local address 1 " + inside))
                .anyMatch(l -> l.contains("ipsec ike local name 1 198.51.100.20 ipv4-addr"))
                .filteredOn(l -> l.contains("masquerade static"))
                .hasSize(3);
        assertThat(world.tunnel("PRIMARY1").siteAddress()).isEqualTo("198.51.100.20");
        assertThat(world.site().statusOrEmpty().diagnosis()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FQDN"})
    void isMadeAgainWhenSomebodyDeletedItAtCatoAlsoWithAChangeToSend(String identification) throws Exception {
        String[] named = {"connectionMode: ResponderOnly", "identification: FQDN"};
        String[] spec = identification.isEmpty() ? new String[0] : named;
        world.apply(spec);
        world.untilReady();
        world.quiet(Duration.ofMinutes(7));
        String before = world.siteId();
        world.console().removeSite(before);
        world.edit(Stream.concat(Stream.of("description: new words"), Arrays.stream(spec))
                .toArray(String[]::new));
        world.round();
        assertThat(world.condition(Conditions.OPERATIONAL).status()).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(world.condition(Conditions.OPERATIONAL).message())
                .contains("Cato's state is not known, the router says up");
        assertThat(world.isTrue(Conditions.REDUNDANT)).isFalse();

        world.until("vanished", Duration.ofMinutes(3), () -> world.reasons().contains("SiteVanished"));
        world.untilReady();
        assertThat(world.siteId()).isNotEqualTo(before);
        assertThat(world.cato.statistics().mutations()).containsEntry("addIpsecIkeV2Site", 2L);
        assertThat(world.console().siteDetails(world.siteId()).orElseThrow().description())
                .startsWith("new words");
        assertThat(world.console().sites(null)).hasSize(1);
        world.rounds(6);
        assertThat(world.isTrue(Conditions.REDUNDANT)).isTrue();
    }

    @Test
    void newsWithoutItAreNoReasonForASecondSite() throws Exception {
        world.apply();
        world.untilReady();
        String before = world.siteId();
        world.newsWithoutSites = true;
        world.edit("description: new words");
        world.rounds(30);
        assertThat(world.condition(Conditions.OPERATIONAL).status()).isEqualTo(ConditionStatus.UNKNOWN);
        world.newsWithoutSites = false;
        world.untilReady();

        assertThat(world.siteId()).isEqualTo(before);
        assertThat(world.reasons()).doesNotContain("SiteVanished");
        assertThat(world.cato.statistics().mutations()).containsEntry("addIpsecIkeV2Site", 1L);
    }
}
