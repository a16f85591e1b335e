package dev.ipsecsites.operator.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.api.RouterStatus;
import dev.ipsecsites.api.TransactionResult;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.operator.common.Conditions;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.RouterFacts;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterReconcilerTest {
    private static final String ROUTE = "route default tunnel 1 tunnel 2";
    private static final String ONE = "tunnel 1 one 203.0.113.10";
    private static final String TWO = "tunnel 2 two 203.0.113.10";

    private final RouterWorld world = new RouterWorld();
    private final FakeRouter router = world.router;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aRouterAndItsTunnelsComeUpAndAreSaved() {
        twoTunnels();
        world.rounds(4);

        assertThat(router.running).containsExactlyInAnyOrder(ONE, TWO, ROUTE);
        assertThat(router.saved).isEqualTo(router.running);
        assertThat(router.applies).isEqualTo(1);
        RouterStatus status = world.router("rt").statusOrEmpty();
        assertThat(status.model()).isEqualTo("RTX1300");
        assertThat(status.serial()).isEqualTo("S1");
        assertThat(status.replacedRoute()).isEqualTo(FakeRouter.OWN_ROUTE);
        assertThat(status.hostKeyFingerprint()).isEqualTo(FakeRouter.FINGERPRINT);
        assertThat(Objects.requireNonNull(status.lastTransaction()).result()).isEqualTo(TransactionResult.COMMITTED);
        assertThat(status.links())
                .singleElement()
                .satisfies(l -> assertThat(l.address()).isEqualTo("198.51.100.20"));
        assertRouter(Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
        assertRouter(Conditions.CONFIGURED, ConditionStatus.TRUE, "Applied");
        var tunnel = world.tunnel("one").statusOrEmpty();
        assertThat(tunnel.tunnelNumber()).isEqualTo(1);
        assertThat(tunnel.state()).isEqualTo(TunnelState.UP);
        assertThat(Objects.requireNonNull(tunnel.ike()).spi()).isEqualTo("spi1");
        assertTunnel("one", Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
        assertTunnel("one", Conditions.CONFIGURED, ConditionStatus.TRUE, "Applied");
    }

    @Test
    void aTunnelThatWentDownIsToldBeforeLinesAreSent() {
        twoTunnels();
        world.rounds(4);
        router.willing.remove(1);
        world.tunnel("three", "");
        AtomicReference<ConditionStatus> told = new AtomicReference<>();
        router.beforeApply = () -> {
            world.tunnels();
            told.set(
                    world.condition(world.tunnel("one"), Conditions.OPERATIONAL).status());
        };
        world.round();

        assertThat(router.applies).isEqualTo(2);
        assertThat(told.get()).isEqualTo(ConditionStatus.FALSE);
        assertTunnel("two", Conditions.OPERATIONAL, ConditionStatus.TRUE, "TunnelUp");
    }

    @Test
    void whenNothingIsToDoNothingIsWrittenAnywhere() {
        twoTunnels();
        world.rounds(5);
        int writes = world.kube.writes();
        int applies = router.applies;
        int saves = router.saves;

        world.rounds(5);

        assertThat(world.kube.writes()).isEqualTo(writes);
        assertThat(router.applies).isEqualTo(applies);
        assertThat(router.saves).isEqualTo(saves);
    }

    @Test
    void nothingIsSavedBeforeTheTunnelsAreUp() {
        twoTunnels();
        router.willing.remove(2);
        world.rounds(4);

        assertThat(router.running).contains(ONE, TWO);
        assertThat(router.saved).containsExactly(FakeRouter.OWN_ROUTE);
        assertRouter(Conditions.RECONCILING, ConditionStatus.TRUE, "Verifying");
        assertThat(world.condition(world.router("rt"), Conditions.READY).message())
                .contains("net/two");

        world.clock.advance(Duration.ofMinutes(4));
        world.rounds(2);
        assertRouter(Conditions.READY, ConditionStatus.FALSE, "NotVerified");
        assertThat(router.saved).containsExactly(FakeRouter.OWN_ROUTE);
        assertThat(router.running).contains(ONE, TWO);
        assertThat(Objects.requireNonNull(world.router("rt").statusOrEmpty().lastTransaction())
                        .result())
                .isEqualTo(TransactionResult.NOT_VERIFIED);

        router.willing.add(2);
        world.rounds(2);
        assertThat(router.saved).isEqualTo(router.running);
        assertRouter(Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
    }

    @Test
    void linesThatHaveToBeWrittenAgainAreSavedOnlyOnceTheirTunnelIsUp() {
        twoTunnels();
        world.rounds(4);
        savedByHand(TWO, "route default tunnel 1 tunnel 2");
        router.willing.remove(1);
        world.rounds(3);
        assertThat(router.running).contains(ONE, TWO);
        assertThat(router.saved).containsExactlyInAnyOrder(TWO, ROUTE);
        assertRouter(Conditions.READY, ConditionStatus.FALSE, "Verifying");
        assertThat(world.condition(world.router("rt"), Conditions.READY).message())
                .contains("net/one")
                .doesNotContain("net/two");

        router.willing.add(1);
        world.rounds(2);
        assertThat(router.saved).isEqualTo(router.running);
    }

    @Test
    void aTunnelThatIsDownHoldsUpNothingButItsOwnLines() {
        twoTunnels();
        world.rounds(4);
        router.willing.remove(1);
        savedByHand(ONE, ROUTE);
        world.rounds(4);

        assertThat(router.saved).containsExactlyInAnyOrder(ONE, TWO, ROUTE);
    }

    @Test
    void aSharedLineThatIsMendedWhileNoTunnelIsUpIsNotSaved() {
        twoTunnels();
        world.rounds(4);
        router.willing.clear();
        savedByHand(ONE, TWO, FakeRouter.OWN_ROUTE);
        world.rounds(3);
        assertThat(router.running).containsExactlyInAnyOrder(ONE, TWO, ROUTE);
        assertThat(router.saved).contains(FakeRouter.OWN_ROUTE);

        router.willing.addAll(Set.of(1, 2));
        world.rounds(2);
        assertThat(router.saved).isEqualTo(router.running);
    }

    @Test
    void withSaveNeverNothingIsSavedAndThatIsFine() {
        world.router("rt", "commit: { save: Never }");
        world.tunnel("one", "");
        router.willing.add(1);
        world.rounds(4);

        assertThat(router.saves).isZero();
        assertThat(router.running).contains(ONE);
        assertRouter(Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
    }

    @Test
    void aRebootBeforeSavingIsMadeGood() {
        twoTunnels();
        router.willing.clear();
        world.rounds(2);
        router.reboot();
        router.willing.addAll(Set.of(1, 2));
        world.rounds(4);

        assertThat(router.saved).containsExactlyInAnyOrder(ONE, TWO, ROUTE);
        assertRouter(Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
    }

    @Test
    void aDeletedTunnelTakesItsLinesAndTheLastOneGivesTheRouteBack() {
        twoTunnels();
        world.rounds(4);

        world.client().resource(world.tunnel("two")).delete();
        world.rounds(3);
        assertThat(world.tunnel("two")).isNull();
        assertThat(router.saved).containsExactlyInAnyOrder(ONE, "route default tunnel 1");

        world.client().resource(world.tunnel("one")).delete();
        world.rounds(3);
        assertThat(world.tunnel("one")).isNull();
        assertThat(router.saved).containsExactly(FakeRouter.OWN_ROUTE);
        assertThat(router.running).isEqualTo(router.saved);
        assertThat(world.router("rt").statusOrEmpty().replacedRoute()).isNull();
        assertThat(finalizersOf("one-psk")).isNullOrEmpty();
    }

    @Test
    void theDefaultRouteThatIsPutBackIsTheOneThatWasFoundLast() {
        twoTunnels();
        world.rounds(4);
        savedByHand(ONE, TWO, "route default dhcp lan2");
        world.rounds(4);
        assertThat(router.saved).contains(ROUTE);
        assertThat(world.router("rt").statusOrEmpty().replacedRoute()).isEqualTo("route default dhcp lan2");

        deleteTunnels();
        assertThat(router.saved).containsExactly("route default dhcp lan2");
    }

    @Test
    void anotherDeviceGetsItsOwnDefaultRouteBackAndVerifiesAnew() {
        twoTunnels();
        world.rounds(4);
        router.facts = new RouterFacts("RTX1300", "Rev.23.00.17", "S2");
        savedByHand("route default dhcp lan2");
        router.willing.clear();
        world.rounds(3);
        assertThat(router.running).contains(ONE, TWO, ROUTE);
        assertThat(router.saved).containsExactly("route default dhcp lan2");

        router.willing.addAll(Set.of(1, 2));
        world.restart();
        world.rounds(3);
        deleteTunnels();
        assertThat(router.saved).containsExactly("route default dhcp lan2");
    }

    @Test
    void anotherDeviceWithoutDefaultRouteGetsNone() {
        twoTunnels();
        world.rounds(4);
        router.facts = new RouterFacts("RTX1300", "Rev.23.00.17", "S2");
        savedByHand();
        world.rounds(4);
        assertThat(router.saved).contains(ONE, TWO, ROUTE);

        deleteTunnels();
        assertThat(router.saved).isEmpty();
    }

    @Test
    void anOrphanLeavesItsLinesAndTheyAreNotOursAnyMore() {
        world.router("rt", "");
        world.tunnel("one", "tunnelNumber: 1\ndeletionPolicy: Orphan");
        router.willing.add(1);
        world.rounds(4);
        Set<String> before = Set.copyOf(router.saved);

        world.client().resource(world.tunnel("one")).delete();
        world.rounds(2);
        assertThat(world.tunnel("one")).isNull();
        world.client().resource(world.router("rt")).delete();
        world.rounds(2);

        assertThat(world.router("rt")).isNull();
        assertThat(router.saved).isEqualTo(before);
        assertThat(router.running).isEqualTo(before);
    }

    @Test
    void aTunnelThatNeverGotToTheRouterGoesAtOnceEvenIfTheRouterIsUnreachable() {
        router.failsToConnect = Reason.Unreachable;
        twoTunnels();
        world.rounds(2);

        world.client().resource(world.tunnel("one")).delete();
        world.rounds(1);

        assertThat(world.tunnel("one")).isNull();
    }

    @Test
    void deletionWaitsForAnUnreachableRouterAndSaysWhy() {
        twoTunnels();
        world.rounds(4);
        router.failsToConnect = Reason.Unreachable;
        world.client().resource(world.tunnel("one")).delete();
        world.rounds(3);

        assertTunnel("one", Conditions.RECONCILING, ConditionStatus.TRUE, "Deleting");
        assertThat(world.condition(world.tunnel("one"), Conditions.READY).message())
                .contains("Unreachable");

        router.failsToConnect = null;
        world.rounds(3);
        assertThat(world.tunnel("one")).isNull();
        assertThat(router.saved).doesNotContain(ONE);
    }

    @Test
    void everythingDeletedAtOnceLeavesNothing() {
        twoTunnels();
        world.rounds(4);

        world.client()
                .resources(dev.ipsecsites.api.RouterTunnel.class)
                .inNamespace("net")
                .delete();
        world.client()
                .resources(dev.ipsecsites.api.Router.class)
                .inNamespace("net")
                .delete();
        world.client().secrets().inNamespace("net").delete();
        world.client().configMaps().inNamespace("net").delete();
        world.rounds(5);

        assertThat(router.saved).containsExactly(FakeRouter.OWN_ROUTE);
        assertThat(router.running).isEqualTo(router.saved);
        assertThat(world.tunnel("one")).isNull();
        assertThat(world.tunnel("two")).isNull();
        assertThat(world.router("rt")).isNull();
        assertThat(world.client().secrets().inNamespace("net").list().getItems())
                .isEmpty();
        assertThat(world.client().configMaps().inNamespace("net").list().getItems())
                .isEmpty();
    }

    @Test
    void whatIsDeletedBeforeTheFirstLoginNeedsNoRecord() {
        twoTunnels();
        world.tunnels();
        world.client().resource(world.tunnel("one")).delete();
        world.client().resource(world.tunnel("two")).delete();
        world.kube.terminate();
        world.round();

        assertThat(router.connects).isPositive();
        assertThat(world.tunnel("one")).isNull();
        assertThat(world.tunnel("two")).isNull();
    }

    @Test
    void aDeletedRouterWaitsForItsTunnels() {
        twoTunnels();
        world.rounds(4);
        world.client().resource(world.router("rt")).delete();
        world.rounds(3);

        assertThat(world.router("rt")).isNotNull();
        assertThat(router.running).contains(ONE, TWO);
        assertTunnel("one", Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
        assertRouter(Conditions.RECONCILING, ConditionStatus.TRUE, "InUse");
        assertRouter(Conditions.READY, ConditionStatus.FALSE, "InUse");
        assertRouter(Conditions.OPERATIONAL, ConditionStatus.TRUE, "TunnelUp");
        assertThat(world.condition(world.router("rt"), Conditions.READY).message())
                .isEqualTo("RouterTunnels still use it: net/one, net/two; it goes when the last of them is gone");
        assertThat(world.events("InUse")).hasSize(1);
        int writes = world.kube.writes();
        world.rounds(3);
        assertThat(world.kube.writes()).isEqualTo(writes);
    }

    @Test
    void aDeletedRouterThatCantBeReachedSaysThatAndWhatItWaitsFor() {
        twoTunnels();
        world.rounds(4);
        router.failsToConnect = Reason.Unreachable;
        world.client().resource(world.router("rt")).delete();
        world.rounds(3);

        assertRouter(Conditions.RECONCILING, ConditionStatus.TRUE, "Unreachable");
        assertThat(world.condition(world.router("rt"), Conditions.READY).message())
                .endsWith(". RouterTunnels still use it: net/one, net/two; it goes when the last of them is gone");
    }

    @Test
    void observingChangesNothingAndShowsWhatWouldBeSent() {
        world.router("rt", "managementPolicy: Observe");
        world.tunnel("one", "");
        world.rounds(3);

        assertThat(router.applies).isZero();
        var plan = Objects.requireNonNull(world.router("rt").statusOrEmpty().plan());
        assertThat(plan.changes()).contains(ONE, "no " + FakeRouter.OWN_ROUTE);
        assertRouter(Conditions.CONFIGURED, ConditionStatus.FALSE, "Differs");
        assertRouter(Conditions.STALLED, ConditionStatus.FALSE, "Settled");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void underObserveNothingIsSavedEither(boolean ofRouter) {
        world.router("rt", "");
        world.tunnel("one", "");
        world.rounds(3);
        observe(ofRouter, "Observe");
        router.willing.add(1);
        world.rounds(4);

        assertThat(router.saves).isZero();
        assertRouter(Conditions.CONFIGURED, ConditionStatus.FALSE, "Differs");
        assertThat(Objects.requireNonNull(world.router("rt").statusOrEmpty().plan())
                        .changes())
                .containsExactly("save");

        observe(ofRouter, "Enforce");
        world.rounds(2);
        assertThat(router.saved).isEqualTo(router.running);
        assertRouter(Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void underObserveTheLinesOfADeletedTunnelStayAndThatIsSaid(boolean ofRouter) {
        twoTunnels();
        world.rounds(4);
        observe(ofRouter, "Observe");
        world.client().resource(world.tunnel("one")).delete();
        world.rounds(3);

        assertThat(world.tunnel("one")).isNull();
        assertThat(router.running).contains(ONE, TWO);
        assertThat(world.events("LinesLeft")).singleElement().asString().contains("Observe", "lines of tunnel 1 stay");
    }

    @Test
    void planIsNotSupportedYetAndNothingIsSent() {
        world.router("rt", "managementPolicy: Plan");
        world.tunnel("one", "");
        world.rounds(2);

        assertThat(router.connects).isZero();
        assertRouter(Conditions.STALLED, ConditionStatus.TRUE, "NotSupportedYet");
        assertThat(world.condition(world.router("rt"), Conditions.STALLED).message())
                .contains("spec.managementPolicy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"adopt: true\ntunnelNumber: 1", "managementPolicy: Plan"})
    void aTunnelWithWhatIsNotSupportedYetSaysSoAndHoldsNobodyUp(String more) {
        world.router("rt", "");
        world.tunnel("one", more);
        world.tunnel("two", "tunnelNumber: 2");
        router.willing.add(2);
        world.rounds(4);

        assertTunnel("one", Conditions.STALLED, ConditionStatus.TRUE, "NotSupportedYet");
        assertTunnel("two", Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
        assertThat(router.running).doesNotContain(ONE);

        world.client().resource(world.tunnel("one")).delete();
        world.rounds(2);
        assertThat(world.tunnel("one")).isNull();
    }

    @Test
    void unsavedChangesOfOthersStopEverything() {
        twoTunnels();
        router.running.add("ip filter 1 pass");
        world.rounds(3);

        assertRouter(Conditions.STALLED, ConditionStatus.TRUE, "UnsavedChanges");
        assertThat(world.condition(world.router("rt"), Conditions.STALLED).message())
                .contains("ip filter 1 pass")
                .contains("save");
        assertThat(router.applies).isZero();

        router.saved.add("ip filter 1 pass");
        world.rounds(4);
        assertRouter(Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
        assertThat(router.saved).contains("ip filter 1 pass");
    }

    @Test
    void changesThatOthersMadeMeanwhileAreNotSavedWithOurs() {
        twoTunnels();
        router.willing.clear();
        world.rounds(2);
        router.running.add("ip filter 1 pass");
        router.willing.addAll(Set.of(1, 2));
        world.rounds(3);

        assertRouter(Conditions.STALLED, ConditionStatus.TRUE, "UnsavedChanges");
        assertThat(router.saves).isZero();
    }

    @Test
    void aRefusedLineIsUndoneAndNotSentAgainUntilSomebodyAsks() {
        twoTunnels();
        router.refusedLine = "tunnel 2";
        world.rounds(4);

        assertThat(router.applies).isEqualTo(1);
        assertThat(router.running).containsExactly(FakeRouter.OWN_ROUTE);
        assertRouter(Conditions.STALLED, ConditionStatus.TRUE, "CommandRefused");
        assertThat(Objects.requireNonNull(world.router("rt").statusOrEmpty().lastTransaction())
                        .result())
                .isEqualTo(TransactionResult.ROLLED_BACK);

        world.restart();
        world.rounds(2);
        assertThat(router.applies).isEqualTo(1);

        router.refusedLine = null;
        world.client().resource(world.router("rt")).edit(r -> {
            r.getMetadata().setAnnotations(Map.of(Api.RECONCILE, "now"));
            return r;
        });
        world.rounds(4);
        assertRouter(Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
        assertThat(world.router("rt").statusOrEmpty().lastHandled()).containsEntry("reconcile", "now");
    }

    @Test
    void aRecordOfAnotherRouterOfThatNameIsSaidAndNotTouched() {
        world.client()
                .configMaps()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("rt-applied")
                        .withNamespace("net")
                        .endMetadata()
                        .withData(Map.of("record.json", "{}"))
                        .build())
                .create();
        world.router("rt", "");
        world.round();
        assertRouter(Conditions.STALLED, ConditionStatus.TRUE, "RecordUnusable");
        assertThat(world.condition(world.router("rt"), Conditions.READY).message())
                .contains("ConfigMap net/rt-applied", "Delete it");
        assertThat(world.events("RecordUnusable")).hasSize(1);

        world.client().configMaps().inNamespace("net").withName("rt-applied").delete();
        world.round();
        assertRouter(Conditions.STALLED, ConditionStatus.FALSE, "Settled");
    }

    @Test
    void aTokenIsHandledOnlyByAVisitThatGetsThrough() {
        world.router("rt", "");
        world.tunnel("one", "tunnelNumber: 1");
        router.willing.add(1);
        world.rounds(4);
        router.failsToConnect = Reason.Unreachable;
        world.client().resource(world.router("rt")).edit(r -> {
            r.getMetadata().setAnnotations(Map.of(Api.RECONCILE, "now"));
            return r;
        });
        world.round();
        assertThat(world.router("rt").statusOrEmpty().lastHandled()).isEmpty();

        router.failsToConnect = null;
        world.rounds(2);
        assertThat(world.router("rt").statusOrEmpty().lastHandled()).containsEntry("reconcile", "now");
    }

    @Test
    void aTunnelThatIsRefusedOnItsOwnAccountHoldsNobodyUp() {
        world.router("rt", "");
        world.tunnel("one", "tunnelNumber: 1");
        world.tunnel("two", "tunnelNumber: 2");
        router.running.add("tunnel 1 somebody else's");
        router.saved.add("tunnel 1 somebody else's");
        router.willing.add(2);
        world.rounds(4);

        assertTunnel("one", Conditions.STALLED, ConditionStatus.TRUE, "TunnelNumberInUse");
        assertTunnel("two", Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
        assertThat(router.saved).contains("tunnel 1 somebody else's", TWO);
    }

    @Test
    void aNumberThatAnotherRouterGaveIsNotHeldHere() {
        numberedTunnel("elsewhere");
        router.willing.addAll(Set.of(1, 2));
        world.rounds(4);

        assertTunnel("one", Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
        assertThat(world.tunnel("one").statusOrEmpty().tunnelNumber()).isEqualTo(2);
        assertThat(world.tunnel("one").statusOrEmpty().router()).isEqualTo("rt");
        assertThat(router.saved).contains("tunnel 1 somebody else's", "tunnel 2 one 203.0.113.10");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "rt")
    void aNumberThatThisRouterGaveIsHeldAlsoWhereSomethingElseStandsOnIt(@Nullable String gaveIt) {
        numberedTunnel(gaveIt);
        world.rounds(4);

        assertTunnel("one", Conditions.STALLED, ConditionStatus.TRUE, "TunnelNumberInUse");
        assertThat(world.tunnel("one").statusOrEmpty().tunnelNumber()).isEqualTo(1);
        assertThat(world.tunnel("one").statusOrEmpty().router()).isEqualTo("rt");
    }

    @Test
    void aTunnelThatGoesBeforeItsNextRouterHasSeenItTakesNothingOffThere() {
        numberedTunnel("elsewhere");
        world.tunnels();
        world.client().resource(world.tunnel("one")).delete();
        world.rounds(2);

        assertThat(world.tunnel("one")).isNull();
        assertThat(router.running).contains("tunnel 1 somebody else's");
    }

    /** With a foreign tunnel 1 on the router. */
    private void numberedTunnel(@Nullable String gaveIt) {
        world.router("rt", "");
        world.tunnel("one", "");
        world.client().resource(world.tunnel("one")).editStatus(t -> {
            t.setStatus(
                    t.statusOrEmpty().toBuilder().tunnelNumber(1).router(gaveIt).build());
            return t;
        });
        router.running.add("tunnel 1 somebody else's");
        router.saved.add("tunnel 1 somebody else's");
    }

    @Test
    void anAppliedTunnelWhoseKeyIsGoneKeepsItsLines() {
        twoTunnels();
        world.rounds(4);
        world.secret("one-psk", Map.of("other", "abcd1234"));
        world.rounds(2);

        assertThat(router.running).contains(ONE, TWO);
        assertThat(router.applies).isEqualTo(1);
        assertTunnel("one", Conditions.STALLED, ConditionStatus.TRUE, "SecretIncomplete");
        assertRouter(Conditions.STALLED, ConditionStatus.TRUE, "TunnelUnresolved");
    }

    @Test
    void aPreSharedKeyThatBreaksTheRulesIsRefusedWithoutShowingIt() {
        world.router("rt", "");
        world.tunnel("one", "");
        world.secret("one-psk", Map.of("psk", "short77"));
        world.rounds(2);

        assertTunnel("one", Conditions.STALLED, ConditionStatus.TRUE, "SecretInvalid");
        assertThat(world.condition(world.tunnel("one"), Conditions.READY).message())
                .contains("7 characters")
                .doesNotContain("short77");
    }

    @Test
    void terminalFailuresStallAndTransientOnesDoNot() {
        world.router("rt", "");
        router.password = "changed";
        world.rounds(2);
        assertRouter(Conditions.STALLED, ConditionStatus.TRUE, "AuthenticationFailed");

        world.secret("rt", Map.of("username", "admin", "password", "changed"));
        world.rounds(2);
        assertRouter(Conditions.STALLED, ConditionStatus.FALSE, "Settled");
        assertRouter(Conditions.READY, ConditionStatus.TRUE, "NoTunnels");

        router.failsToConnect = Reason.Unreachable;
        world.rounds(2);
        assertRouter(Conditions.STALLED, ConditionStatus.FALSE, "Settled");
        assertRouter(Conditions.RECONCILING, ConditionStatus.TRUE, "Unreachable");
        assertRouter(Conditions.OPERATIONAL, ConditionStatus.UNKNOWN, "Unreachable");
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"Unreachable", "NoAnswer", "UnexpectedAnswer"})
    void whatWasSeenOfATunnelIsBelievedForAWhileWhenPollsFail(Reason reason) {
        twoTunnels();
        world.rounds(4);
        router.failsToConnect = reason;
        world.round();
        assertRouter(Conditions.OPERATIONAL, ConditionStatus.UNKNOWN, reason.name());
        assertRouter(Conditions.RECONCILING, ConditionStatus.TRUE, reason.name());
        assertTunnel("one", Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
        assertThat(world.tunnel("one").statusOrEmpty().state()).isEqualTo(TunnelState.UP);

        world.clock.advance(Duration.ofMinutes(4));
        world.round();
        assertTunnel("one", Conditions.OPERATIONAL, ConditionStatus.TRUE, "TunnelUp");
        assertTunnel("one", Conditions.CONFIGURED, ConditionStatus.TRUE, "Applied");

        world.clock.advance(Duration.ofMinutes(1));
        world.round();
        assertTunnel("one", Conditions.OPERATIONAL, ConditionStatus.UNKNOWN, reason.name());
        assertTunnel("one", Conditions.READY, ConditionStatus.FALSE, reason.name());
        assertThat(world.tunnel("one").statusOrEmpty().state()).isEqualTo(TunnelState.UNKNOWN);
    }

    @Test
    void aRefusedLoginSaysNothingOfTunnelsUntilItIsRefusedAgain() {
        twoTunnels();
        world.rounds(4);
        router.failsToConnect = Reason.AuthenticationFailed;
        world.round();
        assertRouter(Conditions.STALLED, ConditionStatus.TRUE, "AuthenticationFailed");
        assertTunnel("one", Conditions.READY, ConditionStatus.TRUE, "TunnelUp");

        world.round();
        assertTunnel("one", Conditions.STALLED, ConditionStatus.TRUE, "AuthenticationFailed");
        assertTunnel("one", Conditions.OPERATIONAL, ConditionStatus.UNKNOWN, "AuthenticationFailed");
    }

    @Test
    void whatAnEarlierProcessSawIsNotBelievedOnceAPollFails() {
        twoTunnels();
        world.rounds(4);
        router.failsToConnect = Reason.Unreachable;
        world.restart();
        world.round();
        assertTunnel("one", Conditions.OPERATIONAL, ConditionStatus.UNKNOWN, "Unreachable");
    }

    @Test
    void whatWasSeenBeforeCatoWasToldOtherwiseIsNotBelievedOnceAPollFails() {
        twoTunnels();
        world.rounds(4);
        router.failsToConnect = Reason.Unreachable;
        world.client().resource(world.tunnel("one")).edit(t -> {
            t.getMetadata().setAnnotations(Map.of(Api.TOLD_KEY, "another one"));
            return t;
        });
        world.round();
        assertTunnel("one", Conditions.CONFIGURED, ConditionStatus.UNKNOWN, "Unreachable");
        assertTunnel("two", Conditions.CONFIGURED, ConditionStatus.TRUE, "Applied");
    }

    @Test
    void aHostKeyThatIsTrustedOnceIsPinned() {
        world.router("rt", "");
        world.rounds(2);
        assertThat(world.router("rt").statusOrEmpty().hostKeyFingerprint()).isEqualTo(FakeRouter.FINGERPRINT);

        world.client().resource(world.router("rt")).edit(r -> {
            var spec = world.client().getKubernetesSerialization().asJson(r.getSpec());
            r.setSpec(world.client()
                    .getKubernetesSerialization()
                    .unmarshal(
                            spec.replace("\"trustOnFirstUse\":true", "\"fingerprint\":\"SHA256:other\""),
                            dev.ipsecsites.api.RouterSpec.class));
            return r;
        });
        world.rounds(2);
        assertRouter(Conditions.STALLED, ConditionStatus.TRUE, "HostKeyChanged");
    }

    @Test
    void aModelThatIsNotTheExpectedOneStopsBeforeAnythingIsSent() {
        world.router("rt", "model: RTX810");
        world.tunnel("one", "");
        world.rounds(2);

        assertRouter(Conditions.STALLED, ConditionStatus.TRUE, "ModelMismatch");
        assertThat(router.applies).isZero();
        assertTunnel("one", Conditions.STALLED, ConditionStatus.TRUE, "ModelMismatch");
    }

    @Test
    void aModelThatNobodyKnowsIsNamed() {
        world.router("rt", "");
        router.facts = new RouterFacts("NVR700W", "Rev.15", "S1");
        world.rounds(1);

        assertRouter(Conditions.STALLED, ConditionStatus.TRUE, "UnknownModel");
        assertThat(world.condition(world.router("rt"), Conditions.READY).message())
                .contains("NVR700W", "RTX1300");
    }

    @Test
    void ofTwoRoutersWithOneAddressTheYoungerWritesNothing() {
        world.router("rt", "");
        world.clock.advance(Duration.ofSeconds(1));
        world.router("younger", "");
        world.tunnel("one", "");
        router.willing.add(1);
        world.rounds(3);

        assertRouter(Conditions.READY, ConditionStatus.TRUE, "TunnelUp");
        assertThat(world.condition(world.router("younger"), Conditions.STALLED).reason())
                .isEqualTo("DuplicateRouter");
        assertThat(world.condition(world.router("younger"), Conditions.STALLED).message())
                .contains("net/rt");
    }

    @Test
    void aPausedRouterIsLeftAlone() {
        twoTunnels();
        world.client().resource(world.router("rt")).edit(r -> {
            r.getMetadata().setAnnotations(Map.of(Api.PAUSED, "true"));
            return r;
        });
        world.rounds(2);

        assertThat(router.connects).isZero();
        assertRouter(Conditions.READY, ConditionStatus.FALSE, "Paused");
        assertThat(world.condition(world.tunnel("one"), Conditions.READY).reason())
                .isEqualTo("RouterPaused");
    }

    @Test
    void aPausedTunnelIsLeftAloneWhateverItsManifestSays() {
        twoTunnels();
        world.rounds(4);
        world.annotate("one", Api.PAUSED, "true");
        world.edit("one", "{\"remote\":{\"address\":\"203.0.113.99\"},\"tunnelNumber\":7}");
        world.rounds(3);

        assertThat(router.applies).isEqualTo(1);
        assertTunnel("one", Conditions.READY, ConditionStatus.FALSE, "Paused");
        assertThat(world.tunnel("one").statusOrEmpty().tunnelNumber()).isEqualTo(1);
        assertRouter(Conditions.RECONCILING, ConditionStatus.TRUE, "TunnelPaused");
        assertThat(world.condition(world.router("rt"), Conditions.READY).message())
                .contains("net/one");

        world.annotate("one", Api.PAUSED, "false");
        world.edit("one", "{\"tunnelNumber\":1}");
        world.rounds(3);
        assertThat(router.saved).contains("tunnel 1 one 203.0.113.99").doesNotContain(ONE);
    }

    @Test
    void aPausedTunnelStaysWhenItIsDeletedAndSaysSo() {
        twoTunnels();
        world.rounds(4);
        world.annotate("one", Api.PAUSED, "true");
        world.client().resource(world.tunnel("one")).delete();
        world.rounds(3);

        assertThat(router.saved).containsExactlyInAnyOrder(ONE, TWO, ROUTE);
        assertThat(world.condition(world.tunnel("one"), Conditions.READY).message())
                .contains("paused", "deletion waits");
        assertRouter(Conditions.READY, ConditionStatus.TRUE, "TunnelUp");

        world.annotate("one", Api.PAUSED, "false");
        world.rounds(3);
        assertThat(world.tunnel("one")).isNull();
        assertThat(router.saved).containsExactlyInAnyOrder(TWO, "route default tunnel 2");
    }

    @Test
    void othersGoOnBesideAPausedTunnelThatTheyLeaveAsItIs() {
        twoTunnels();
        world.rounds(4);
        world.annotate("one", Api.PAUSED, "true");
        world.edit("two", "{\"remote\":{\"address\":\"203.0.113.99\"}}");
        world.rounds(3);
        assertThat(router.saved).contains(ONE, "tunnel 2 two 203.0.113.99");

        router.running.remove(ONE);
        world.rounds(2);
        assertThat(router.running).doesNotContain(ONE);
        assertRouter(Conditions.RECONCILING, ConditionStatus.TRUE, "TunnelPaused");
    }

    @Test
    void whatAPausedTunnelHasUnsavedIsNotSaved() {
        twoTunnels();
        router.willing.clear();
        world.rounds(3);
        world.annotate("one", Api.PAUSED, "true");
        router.willing.addAll(Set.of(1, 2));
        world.rounds(3);
        assertThat(router.saves).isZero();
        assertRouter(Conditions.RECONCILING, ConditionStatus.TRUE, "TunnelPaused");

        world.annotate("one", Api.PAUSED, "false");
        world.rounds(2);
        assertThat(router.saved).isEqualTo(router.running);
    }

    @Test
    void theRecordHoldsNoKey() {
        twoTunnels();
        world.rounds(4);

        ConfigMap record = world.client()
                .configMaps()
                .inNamespace("net")
                .withName("rt-applied")
                .get();
        assertThat(record.getData().toString()).contains(ONE).doesNotContain("abcd1234");
        assertThat(record.getMetadata().getFinalizers()).containsExactly(Api.IN_USE);
        assertThat(record.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(o -> assertThat(o.getName()).isEqualTo("rt"));
    }

    private void twoTunnels() {
        world.router("rt", "");
        world.tunnel("one", "tunnelNumber: 1");
        world.tunnel("two", "");
        router.willing.addAll(Set.of(1, 2));
    }

    private void deleteTunnels() {
        world.client()
                .resources(dev.ipsecsites.api.RouterTunnel.class)
                .inNamespace("net")
                .delete();
        world.rounds(4);
    }

    private void observe(boolean router, String policy) {
        if (router) {
            world.client()
                    .resource(world.router("rt"))
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"spec\":{\"managementPolicy\":\"" + policy + "\"}}");
        } else {
            world.edit("one", "{\"managementPolicy\":\"" + policy + "\"}");
        }
    }

    /** Somebody brings the router to these lines and types save. */
    private void savedByHand(String... lines) {
        router.saved.clear();
        router.saved.addAll(Set.of(lines));
        router.reboot();
    }

    private java.util.List<String> finalizersOf(String secret) {
        return world.client()
                .secrets()
                .inNamespace("net")
                .withName(secret)
                .get()
                .getMetadata()
                .getFinalizers();
    }

    private void assertRouter(String type, ConditionStatus status, String reason) {
        var condition = world.condition(world.router("rt"), type);
        assertThat(condition.status() + " " + condition.reason())
                .as(condition.message())
                .isEqualTo(status + " " + reason);
    }

    private void assertTunnel(String name, String type, ConditionStatus status, String reason) {
        var condition = world.condition(world.tunnel(name), type);
        assertThat(condition.status() + " " + condition.reason())
                .as(condition.message())
                .isEqualTo(status + " " + reason);
    }
}
