package dev.ipsecsites.router.yamaha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ipsecsites.ipsec.ChildProposal;
import dev.ipsecsites.ipsec.DhGroup;
import dev.ipsecsites.ipsec.Encryption;
import dev.ipsecsites.ipsec.Hash;
import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.IkeProposal;
import dev.ipsecsites.ipsec.Lifetimes;
import dev.ipsecsites.ipsec.Proposal;
import dev.ipsecsites.ipsec.Secret;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.device.RtxModel;
import dev.ipsecsites.lab.wire.RouterEnd.SecurityAssociations;
import dev.ipsecsites.router.AppliedLines;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterException.Reason;
import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.RouterIntent.Numbers;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterObservation.IkeSa;
import dev.ipsecsites.router.RouterObservation.KeepaliveState;
import dev.ipsecsites.router.RouterObservation.Phase;
import dev.ipsecsites.router.RouterObservation.TunnelState;
import dev.ipsecsites.router.RouterPlan;
import dev.ipsecsites.router.RouterPlan.Change;
import dev.ipsecsites.router.RouterSession;
import dev.ipsecsites.router.RouterTarget;
import dev.ipsecsites.router.TunnelIntent;
import dev.ipsecsites.router.TunnelIntent.Keepalive;
import dev.ipsecsites.router.TunnelIntent.NatTraversal;
import dev.ipsecsites.router.TunnelIntent.TcpMss;
import dev.ipsecsites.router.TunnelIntent.TunnelRoute;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The article's site on simulated routers: configured, verified, saved, broken off anywhere, and taken away without a trace. */
@Order(8)
class ArticleSiteTest {
    private static final YamahaRtx DRIVER = new YamahaRtx(Clock.systemUTC(), LabRouter.TIMEOUTS);
    private static final String SITE = "192.0.2.10";
    private static final String TOKYO = "203.0.113.10";
    private static final String LONDON = "203.0.113.20";
    private static final String KEY = "Abcdefgh12345678";

    private @Nullable RtxSimulator running;

    @AfterEach
    void switchOff() {
        if (running != null) {
            running.close();
        }
    }

    @AfterAll
    static void stop() {
        DRIVER.close();
    }

    @ParameterizedTest
    @EnumSource(RtxModel.class)
    void theSiteIsConfiguredVerifiedSavedAndTakenAwayWithoutATrace(RtxModel model) throws Exception {
        RtxSimulator router = start(LabRouter.of(model).build());
        List<String> before = router.runningConfig();
        AppliedLines record;
        String replaced;

        try (RouterSession session = DRIVER.connect(LabRouter.target(router))) {
            Change change = change(session, site(null), AppliedLines.NONE);
            record = change.appliedAfter();
            replaced = change.replacedRoute();
            assertThat(String.join("\n", change.changes())).doesNotContain(KEY);
            session.apply(change);
            assertThat(session.unsavedForeignLines(record)).isEmpty();
            assertThat(session.hasUnsavedChanges()).isTrue();
            assertThat(router.savedConfig()).isEqualTo(before);

            negotiated(router, 1, TOKYO);
            negotiated(router, 2, LONDON);
            RouterObservation seen = session.observe(LabRouter.PPPOE_LINK, Set.of(1, 2));
            assertUp(seen.tunnels().get(1));
            assertUp(seen.tunnels().get(2));
            session.save();
            RouterPlan.Nothing nothing = (RouterPlan.Nothing) DRIVER.plan(site(replaced), seen, record);
            assertThat(nothing.drift()).isEmpty();
            record = nothing.applied();
        }
        assertThat(router.savedConfig()).isEqualTo(router.runningConfig()).isNotEqualTo(before);
        assertThat(replaced).isEqualTo("ip route default gateway pp 1");

        try (RouterSession session = DRIVER.connect(LabRouter.target(router))) {
            Change change = change(session, nothing(replaced), record);
            session.apply(change);
            assertThat(session.unsavedForeignLines(change.appliedAfter())).isEmpty();
            session.save();
        }
        assertThat(router.runningConfig()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(router.savedConfig()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void aRefusedLineTakesEverythingBackAndSaysWhich() throws Exception {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX1220).build());
        List<String> before = router.runningConfig();
        try (RouterSession session = DRIVER.connect(LabRouter.target(router))) {
            Change change = change(session, site(null), AppliedLines.NONE);
            router.faults().answerWrongly("ipsec ike pre-shared-key 2", "Error: Parameter out of range");
            assertThatThrownBy(() -> session.apply(change))
                    .isInstanceOfSatisfying(
                            RouterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CommandRefused))
                    .hasMessageContaining("ipsec ike pre-shared-key 2 text ********")
                    .hasMessageContaining("Param")
                    .hasMessageNotContaining(KEY);
        }
        assertThat(router.runningConfig()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(router.savedConfig()).isEqualTo(before);
    }

    @Test
    void nothingIsEverSavedByLeaving() throws Exception {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX1300).build());
        List<String> before = router.savedConfig();
        try (RouterSession session = DRIVER.connect(LabRouter.target(router))) {
            session.apply(change(session, site(null), AppliedLines.NONE));
        }
        assertThat(router.savedConfig()).isEqualTo(before);
        assertThat(router.runningConfig()).contains("ipsec auto refresh on");
    }

    /** Wherever the connection breaks, the same steps once more end at the same configuration, and taking it away ends where it began. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aConnectionThatBreaksAnywhereIsTakenUpAgain(long seed) throws Exception {
        RtxSimulator router = start(LabRouter.of(RtxModel.RTX1220).build());
        List<String> before = router.runningConfig();
        RouterTarget target = LabRouter.target(router);
        var random = new Random(seed);
        var kept = new Kept();
        kept.console = DRIVER.connect(target).originalConsole();
        for (int cut = 0; cut < 3; cut++) {
            router.faults().cutAfterBytes(random.nextInt(9000));
            attempt(router, kept, site(kept.replaced));
        }
        router.faults().cutAfterBytes(-1);
        assertThat(attempt(router, kept, site(kept.replaced))).isTrue();
        assertThat(router.savedConfig()).isEqualTo(router.runningConfig());
        assertThat(router.runningConfig()).contains("ip route default gateway tunnel 1 hide gateway tunnel 2 weight 0");
        router.faults().cutAfterBytes(random.nextInt(9000));
        attempt(router, kept, nothing(kept.replaced));
        router.faults().cutAfterBytes(-1);
        assertThat(attempt(router, kept, nothing(kept.replaced))).isTrue();
        assertThat(kept.broken).isPositive();
        assertThat(router.runningConfig()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(router.savedConfig()).containsExactlyInAnyOrderElementsOf(before);
    }

    /** What an operator keeps between sessions. */
    private static final class Kept {
        RouterTarget.@Nullable ConsoleSettings console;
        AppliedLines record = AppliedLines.NONE;

        @Nullable
        String replaced;

        int broken;
    }

    /** @return whether it came to the end */
    private static boolean attempt(RtxSimulator router, Kept kept, RouterIntent intent) {
        var credentials = LabRouter.target(router).credentials();
        try (RouterSession session = DRIVER.connect(LabRouter.target(router, credentials, kept.console))) {
            assertThat(session.unsavedForeignLines(kept.record)).isEmpty();
            RouterObservation seen = session.observe(LabRouter.PPPOE_LINK, Set.of(1, 2));
            RouterPlan plan = DRIVER.plan(intent, seen, kept.record);
            if (plan instanceof Change change) {
                kept.record = change.appliedAfter();
                if (change.replacedRoute() != null) {
                    kept.replaced = change.replacedRoute();
                }
                session.apply(change);
            }
            if (session.hasUnsavedChanges()) {
                session.save();
            }
            if (DRIVER.plan(intent, session.observe(LabRouter.PPPOE_LINK, Set.of(1, 2)), kept.record)
                    instanceof RouterPlan.Nothing nothing) {
                kept.record = nothing.applied();
                return true;
            }
            return false;
        } catch (RouterException e) {
            assertThat(e.reason()).isIn(Reason.Unreachable, Reason.NoAnswer);
            kept.broken++;
            return false;
        }
    }

    private RtxSimulator start(RtxSimulator router) {
        running = router;
        return router.start();
    }

    private static Change change(RouterSession session, RouterIntent intent, AppliedLines applied)
            throws RouterException {
        RouterPlan plan = DRIVER.plan(intent, session.observe(LabRouter.PPPOE_LINK, Set.of(1, 2)), applied);
        assertThat(plan).isInstanceOf(Change.class);
        return (Change) plan;
    }

    private static RouterIntent site(@Nullable String replaced) {
        return new RouterIntent(
                List.of(tunnel(1, "cato-tokyo", TOKYO), tunnel(2, "cato-london", LONDON)),
                new Numbers(1, 6, 90000, 90999),
                LabRouter.PPPOE_LINK,
                replaced);
    }

    private static RouterIntent nothing(@Nullable String replaced) {
        return new RouterIntent(List.of(), new Numbers(1, 6, 90000, 90999), LabRouter.PPPOE_LINK, replaced);
    }

    private static TunnelIntent tunnel(int number, String description, String pop) {
        return new TunnelIntent(
                "network/" + description,
                number,
                description,
                "WAN1",
                2,
                pop,
                Identity.ipv4(pop),
                null,
                Identity.ipv4(SITE),
                new Proposal(
                        new IkeProposal(Encryption.AES_CBC_256, Hash.SHA2_256, Hash.SHA2_256, DhGroup.MODP_1024),
                        new ChildProposal(Encryption.AES_CBC_256, Hash.SHA2_256, null)),
                Lifetimes.CATO,
                Secret.of(KEY),
                Keepalive.DEFAULT,
                NatTraversal.AUTO,
                new TcpMss.Auto(),
                null,
                List.of(new TunnelRoute("default", number, false)));
    }

    private static void negotiated(RtxSimulator router, int gateway, String pop) {
        router.wire()
                .negotiated(
                        gateway,
                        new SecurityAssociations(
                                "AES-CBC-256",
                                "SHA2-256",
                                "SHA2-256",
                                2,
                                "AES-CBC-256",
                                "SHA2-256",
                                0,
                                SITE,
                                pop,
                                "1122334455667788",
                                "8877665544332211",
                                0x11223344L,
                                0x55667788L,
                                false));
        router.wire().traffic(gateway, 105, 9660, 134, 10872, true);
    }

    private static void assertUp(@Nullable TunnelState seen) {
        TunnelState tunnel = Objects.requireNonNull(seen);
        assertThat(tunnel.phase()).isEqualTo(Phase.UP);
        assertThat(tunnel.keepalive()).isEqualTo(KeepaliveState.OK);
        assertThat(tunnel.receivedPackets()).isEqualTo(105);
        assertThat(tunnel.sentPackets()).isEqualTo(134);
        assertThat(tunnel.connectedFor()).isNotNull();
        IkeSa ikeSa = Objects.requireNonNull(tunnel.ikeSa());
        assertThat(ikeSa.encryption()).contains("256");
        assertThat(ikeSa.spi()).isNotNull();
        assertThat(tunnel.childSas())
                .hasSize(2)
                .allSatisfy(sa -> assertThat(sa.encryption()).isNotNull());
    }
}
