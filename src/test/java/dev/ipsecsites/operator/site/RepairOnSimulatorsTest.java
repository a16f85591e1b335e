package dev.ipsecsites.operator.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.api.Api;
import dev.ipsecsites.api.ConditionStatus;
import dev.ipsecsites.api.RepairStep;
import dev.ipsecsites.api.TunnelRepair;
import dev.ipsecsites.api.TunnelState;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.CmaSite.SiteType;
import dev.ipsecsites.cato.CmaSite.SiteUpdate;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.operator.common.Annotations;
import dev.ipsecsites.operator.common.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A site at both simulated ends: what somebody changed there and what goes wrong is found, and repaired as far as the manifest allows. */
@Order(1)
class RepairOnSimulatorsTest {
    private final SiteWorld world = new SiteWorld(RtxModel.RTX830);

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    private long sentTunnels() {
        return world.cato.statistics().mutations().getOrDefault("updateIpsecIkeV2SiteTunnels", 0L);
    }

    @Test
    void waitsForASiteThatIsDisabledAtCato() {
        world.apply();
        world.untilReady();
        world.cato.operationalStatus(world.siteId(), "disabled");
        world.until(
                "said",
                Duration.ofMinutes(5),
                () -> world.condition(Conditions.READY).reason().equals("TunnelDisabled"));
        assertThat(world.condition(Conditions.READY).message()).contains("Enable the site in the console");
        world.quiet(Duration.ofMinutes(40));

        assertThat(world.reasons()).doesNotContain("TunnelReset", "TunnelCorrected", "RepairStalled");
        assertThat(world.isTrue(Conditions.STALLED)).isFalse();

        world.cato.operationalStatus(world.siteId(), "active");
        world.untilReady();
    }

    @Test
    void sendsAgainWhatAPersonChangedInTheConsoleOnceTheTunnelIsDownAndOnlyOnce() {
        world.apply();
        world.untilReady();
        world.quiet(Duration.ofMinutes(7));
        long before = sentTunnels();
        world.keyAtCato(world.console(), Role.PRIMARY, "SomebodyElsesKey1");
        world.until("said", Duration.ofMinutes(2), () -> world.reasons().contains("ChangedAtCato"));
        world.untilReady();

        assertThat(world.events())
                .filteredOn(e -> e.startsWith("ChangedAtCato"))
                .singleElement()
                .satisfies(e ->
                        assertThat(e).contains("by tanaka@example.com at 2026-").doesNotContain("SomebodyElse"));
        assertThat(world.reasons()).as("no need to find out").doesNotContain("TunnelCorrected");
        assertThat(sentTunnels()).as("theirs and ours").isEqualTo(before + 2);

        world.quiet(Duration.ofMinutes(7));
        world.restart();
        world.rounds(10);
        assertThat(sentTunnels()).isEqualTo(before + 2);
        assertThat(world.events())
                .filteredOn(e -> e.startsWith("ChangedAtCato"))
                .hasSize(1);
    }

    @Test
    void findsWhatAPersonChangedWhileTheOperatorWasDown() {
        world.apply();
        world.untilReady();
        world.quiet(Duration.ofMinutes(7));
        world.keyAtCato(world.console(), Role.SECONDARY, "SomebodyElsesKey1");
        for (int i = 0; i < 60; i++) {
            world.step();
        }
        world.restart();
        world.until("said", Duration.ofMinutes(2), () -> world.reasons().contains("ChangedAtCato"));
        world.untilReady();
        assertThat(world.reasons()).doesNotContain("TunnelCorrected");
    }

    @Test
    void leavesTunnelsThatAreUpAloneWhenAPersonChangedSomething() throws Exception {
        world.apply();
        world.untilReady();
        world.quiet(Duration.ofMinutes(7));
        long before = sentTunnels();
        var details = world.console().siteDetails(world.siteId()).orElseThrow();
        world.console()
                .updateSite(
                        world.siteId(),
                        new SiteUpdate(
                                details.name(),
                                SiteType.BRANCH,
                                "mine now",
                                Objects.requireNonNull(details.location())));
        world.until("said", Duration.ofMinutes(2), () -> world.reasons().contains("ChangedAtCato"));
        world.rounds(10);

        assertThat(sentTunnels()).isEqualTo(before);
        assertThat(world.isTrue(Conditions.REDUNDANT)).isTrue();
        assertThat(world.tunnel("PRIMARY1").flaps()).isZero();
        assertThat(world.condition(Conditions.CONFIGURED).message())
                .contains("changed at Cato by tanaka@example.com", "its tunnels are up", "ipsec-sites.dev/reconcile");
        assertThat(world.console().siteDetails(world.siteId()).orElseThrow().description())
                .as("the mark is back")
                .contains("[ipsec-sites o/network/osaka]");
    }

    @Test
    void sendsNothingAgainWhereTheManifestDoesNotAllowIt() {
        world.apply("repair: { mode: \"Off\" }");
        world.untilReady();
        world.quiet(Duration.ofMinutes(7));
        long before = sentTunnels();
        world.keyAtCato(world.console(), Role.SECONDARY, "SomebodyElsesKey1");
        world.rounds(12);
        world.downloadTimelines();
        world.rounds(10);

        assertThat(sentTunnels()).as("theirs").isEqualTo(before + 1);
        assertThat(world.condition(Conditions.CONFIGURED).message()).contains("repair.mode is Off");
        assertThat(world.evidence("SECONDARY1"))
                .anyMatch(e -> e.startsWith("By Cato's audit trail, tanaka@example.com changed the site"));
    }

    @Test
    void findsAndRepairsAKeyThatSomebodyChangedAtCato() {
        world.apply();
        world.untilReady();
        world.keyAtCato(Role.PRIMARY, "SomebodyElsesKey1");
        world.until(
                "down", Duration.ofMinutes(3), () -> world.tunnel("PRIMARY1").state() == TunnelState.DOWN);
        world.rounds(3);
        world.downloadTimelines();
        world.until(
                "diagnosed",
                Duration.ofMinutes(2),
                () -> world.condition(Conditions.REDUNDANT).reason().equals("AuthenticationMismatch"));
        assertThat(world.condition(Conditions.REDUNDANT).message())
                .contains("PRIMARY1 (Tokyo)", "pre-shared key", "see: ipsec-sites explain AuthenticationMismatch");
        assertThat(world.isTrue(Conditions.READY))
                .as("the secondary carries the traffic")
                .isTrue();
        assertThat(world.site().statusOrEmpty().diagnosis()).first().satisfies(d -> {
            assertThat(d.cause()).isEqualTo("AuthenticationMismatch");
            assertThat(d.tunnel()).isEqualTo("PRIMARY1");
            assertThat(d.repairable()).isTrue();
        });

        world.untilReady();
        assertThat(world.reasons()).contains("AuthenticationMismatch", "TunnelReset", "TunnelCorrected");
        assertThat(world.tunnel("SECONDARY1").repair()).isNull();
        assertThat(world.site().statusOrEmpty().diagnosis()).singleElement().satisfies(d -> {
            assertThat(d.cause()).isEqualTo("AuthenticationMismatch");
            assertThat(d.repaired()).isTrue();
        });
        assertThat(world.events()).noneMatch(e -> e.contains("SomebodyElsesKey1"));
    }

    @Test
    void findsAndRepairsAGroupThatSomebodyChangedAtCatoAlsoWhenTheOperatorDiesMeanwhile() {
        world.apply();
        world.untilReady();
        world.groupAtCato(DhGroup.MODP_1536);
        world.until(
                "down",
                Duration.ofMinutes(3),
                () -> world.tunnel("PRIMARY1").state() == TunnelState.DOWN
                        && world.tunnel("SECONDARY1").state() == TunnelState.DOWN);
        world.rounds(3);
        world.downloadTimelines();
        world.until(
                "diagnosed",
                Duration.ofMinutes(2),
                () -> world.site().statusOrEmpty().diagnosis().stream()
                        .anyMatch(d -> d.cause().equals("DHGroupMismatch")));
        world.restart();
        world.rounds(12);
        world.restart();
        world.untilReady();

        assertThat(world.events())
                .anyMatch(e -> e.startsWith("TunnelCorrected") && e.contains("algorithms sent to Cato again"));
    }

    @Test
    void doesNoMoreThanTheManifestAllows() {
        world.apply("repair: { mode: \"Off\" }");
        world.untilReady();
        world.keyAtCato(Role.SECONDARY, "SomebodyElsesKey1");
        world.rounds(12);
        world.downloadTimelines();
        world.ticksARound = 6;
        world.rounds(10);

        assertThat(world.tunnel("SECONDARY1").state()).isNotEqualTo(TunnelState.UP);
        assertThat(world.tunnel("SECONDARY1").repair()).isNull();
        assertThat(world.reasons())
                .contains("AuthenticationMismatch")
                .doesNotContain("TunnelReset", "TunnelCorrected", "RepairStalled");
        assertThat(world.condition(Conditions.REDUNDANT).reason())
                .as("found before it is needed")
                .isEqualTo("AuthenticationMismatch");
        assertThat(world.isTrue(Conditions.READY)).isTrue();
        assertThat(world.site().statusOrEmpty().activeTunnel()).isEqualTo("PRIMARY1");
    }

    @Test
    void onlyResetsWhereOnlyResetsAreAllowed() {
        world.apply("repair: { mode: ResetOnly }");
        world.untilReady();
        world.ticksARound = 3;
        world.keyAtCato(Role.PRIMARY, "SomebodyElsesKey1");
        world.rounds(12);
        world.downloadTimelines();
        world.until("given up", () -> world.reasons().contains("RepairStalled"));

        assertThat(world.reasons()).contains("TunnelReset").doesNotContain("TunnelCorrected");
        assertThat(world.tunnel("PRIMARY1").repair()).isNotNull();
        assertThat(world.isTrue(Conditions.READY)).isTrue();
        assertThat(world.isTrue(Conditions.STALLED))
                .as("one tunnel carries the traffic")
                .isFalse();
    }

    @Test
    void aTunnelThatComesUpBeforeTheRouterIsReachedAgainIsNotReset() {
        world.apply("repair: { mode: ResetOnly }");
        world.untilReady();
        world.quiet(Duration.ofMinutes(12));
        world.cato.cutPop("Osaka");
        world.quiet(Duration.ofMinutes(40));
        world.cato.cutPop("Tokyo");
        world.until("waited for", Duration.ofMinutes(10), () -> dueIn("PRIMARY1", Duration.ofSeconds(10)));
        world.router.faults().refuseLogin(true);
        world.rounds(2);
        assertThat(world.tunnel("PRIMARY1").repair()).extracting(r -> r.step()).isEqualTo(RepairStep.RESET);
        world.cato.restorePop("Tokyo");
        world.rounds(12);
        long before = resets();
        world.router.faults().refuseLogin(false);
        world.rounds(4);

        assertThat(resets()).as("it carries the only traffic").isEqualTo(before);
        assertThat(world.isTrue(Conditions.OPERATIONAL)).isTrue();
        assertThat(world.routerTunnels())
                .filteredOn(t -> t.getMetadata().getName().equals("osaka-primary1"))
                .allSatisfy(t -> assertThat(Annotations.pending(
                                t, Api.REPAIR_RESET, t.statusOrEmpty().lastHandled()))
                        .isFalse());
    }

    @Test
    void aSiteWhoseTunnelsCatoDoesNotListIsUnknownAndLeftAlone() {
        world.apply();
        world.untilReady();
        world.quiet(Duration.ofMinutes(12));
        world.newsAsTold = site -> told(site, List.of());
        world.quiet(Duration.ofMinutes(40));

        assertThat(world.condition(Conditions.OPERATIONAL))
                .satisfies(c -> assertThat(c.status()).isEqualTo(ConditionStatus.UNKNOWN));
        assertThat(world.condition(Conditions.READY).reason()).isEqualTo("StateUnknown");
        assertThat(world.site().statusOrEmpty().diagnosis()).isEmpty();
        assertThat(resets()).isZero();
    }

    @Test
    void tunnelsThatTheRouterHearsAreResetOneAtATimeThoughCatoDeniesBoth() {
        world.apply();
        world.untilReady();
        world.quiet(Duration.ofMinutes(12));
        world.newsAsTold = site -> told(site, List.of(denied("PRIMARY1"), denied("SECONDARY1")));
        Instant last = Instant.MIN;
        for (int i = 0; i < 360; i++) {
            long before = resets();
            world.round();
            if (resets() > before) {
                assertThat(resets()).isEqualTo(before + 1);
                assertThat(world.routerTunnels()
                                .filter(t -> t.statusOrEmpty().state() == TunnelState.UP)
                                .count())
                        .as("one carries the traffic")
                        .isPositive();
                assertThat(last).isBeforeOrEqualTo(world.clock.instant().minus(RepairLadder.ONLY_TRAFFIC));
                last = world.clock.instant();
            }
        }
        assertThat(resets()).isBetween(2L, 2L * RepairLadder.RESETS);
        assertThat(world.condition(Conditions.OPERATIONAL).reason()).isEqualTo("EndsDisagree");
    }

    @Test
    void theOnlyTunnelThatTheRouterHearsIsNotTouchedThoughCatoDeniesIt() {
        world.apply();
        world.untilReady();
        world.quiet(Duration.ofMinutes(12));
        world.cato.cutPop("Osaka");
        world.quiet(Duration.ofMinutes(60));
        long before = resets();
        world.newsAsTold = site -> told(site, List.of(denied("PRIMARY1"), denied("SECONDARY1")));
        world.quiet(Duration.ofMinutes(60));

        assertThat(resets()).isEqualTo(before);
        assertThat(world.condition(Conditions.OPERATIONAL).reason()).isEqualTo("EndsDisagree");
        assertThat(world.site().statusOrEmpty().activeTunnel()).isEqualTo("PRIMARY1");
    }

    private static AccountSnapshot.TunnelState denied(String id) {
        return new AccountSnapshot.TunnelState(id, false, null, null, null, null);
    }

    private static AccountSnapshot.SiteState told(
            AccountSnapshot.SiteState site, List<AccountSnapshot.TunnelState> tunnels) {
        return new AccountSnapshot.SiteState(
                site.id(),
                site.name(),
                site.connectivity(),
                site.operational(),
                site.popName(),
                site.degraded(),
                site.roles(),
                tunnels);
    }

    private boolean dueIn(String tunnel, Duration left) {
        TunnelRepair repair = world.tunnel(tunnel).repair();
        return repair != null
                && !Instant.parse(repair.at())
                        .plus(RepairLadder.FIRST_WAIT)
                        .minus(left)
                        .isAfter(world.clock.instant());
    }

    private long resets() {
        return world.router.commandsSeen().stream()
                .filter(c -> c.contains("ipsec sa delete"))
                .count();
    }
}
