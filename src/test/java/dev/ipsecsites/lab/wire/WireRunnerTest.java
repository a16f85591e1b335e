package dev.ipsecsites.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.wire.CatoPeer.IkeIdentity;
import dev.ipsecsites.lab.wire.Peers.CatoBuilder;
import dev.ipsecsites.lab.wire.Peers.RouterBuilder;
import dev.ipsecsites.lab.wire.RouterPeer.Keepalive;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time on the wire: coming up, noticing death, renewing, counting. */
class WireRunnerTest {
    private static final String PFS_DIFFERS =
            "CREATE_CHILD_SA: NO_PROPOSAL_CHOSEN, the Diffie-Hellman groups for PFS differ";

    private final Time time = new Time();
    private final Cato cato = new Cato();
    private final Router router = new Router();
    private final WireRunner wire =
            new WireRunner(cato, () -> List.of(router), time, WireTiming.defaults(), new Random(1));

    private void after(Duration step) {
        time.now = time.now.plus(step);
        wire.tick();
    }

    private void secondsPass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            after(Duration.ofSeconds(1));
        }
    }

    @Test
    void bothEndsAreToldOnceAndTheCountersMove() {
        wire.tick();
        assertThat(cato.calls).containsExactly("connected 100123/PRIMARY1 198.51.100.20");
        assertThat(router.calls).containsExactly("negotiated 1");
        secondsPass(10);
        assertThat(cato.calls).hasSize(1);
        assertThat(router.received).isEqualTo(10);
        assertThat(cato.received).isEqualTo(10);
        assertThat(router.keepalive).isTrue();
    }

    @Test
    void aFailureIsRecordedAtEachAttemptAndNotInBetween() {
        router.settings.psk = "other";
        wire.tick();
        assertThat(cato.timeline).hasSize(2);
        secondsPass(9);
        assertThat(cato.timeline).hasSize(2);
        secondsPass(1);
        assertThat(cato.timeline).hasSize(4);
        router.settings.psk = cato.settings.psk;
        wire.tick();
        assertThat(cato.calls).containsExactly("connected 100123/PRIMARY1 198.51.100.20");
    }

    @Test
    void aDeadPopIsNoticedByCatoInThirtySecondsAndByTheRoutersKeepaliveInSixty() {
        wire.tick();
        cato.settings.popUp = false;
        secondsPass(29);
        assertThat(cato.calls).hasSize(1);
        assertThat(router.keepalive).isFalse();
        assertThat(router.received).isZero();
        secondsPass(2);
        assertThat(cato.calls).last().isEqualTo("disconnected 100123/PRIMARY1 TIMEOUT");
        assertThat(router.calls).hasSize(1);
        secondsPass(30);
        assertThat(router.calls).last().isEqualTo("lost 1 keepalive: no answer");
        cato.settings.popUp = true;
        secondsPass(1);
        assertThat(router.calls).last().isEqualTo("negotiated 1");
        assertThat(cato.calls).last().isEqualTo("connected 100123/PRIMARY1 198.51.100.20");
    }

    @ParameterizedTest
    @CsvSource({"10, 3, 30", "20, 6, 120", "1, 2, 2"})
    void aRouterGivesUpAfterAsManyUnansweredKeepalivesAsItWasTold(int seconds, int failures, int noticed) {
        router.settings.keepalive = new Keepalive(seconds, failures);
        wire.tick();
        cato.settings.popUp = false;
        secondsPass(noticed);
        assertThat(router.calls).hasSize(1);
        secondsPass(1);
        assertThat(router.calls).last().isEqualTo("lost 1 keepalive: no answer");
    }

    @Test
    void withoutKeepaliveADeadPopIsNoticedWhenTheIkeSaIsToBeRenewed() {
        router.settings.keepalive = null;
        wire.tick();
        cato.settings.popUp = false;
        secondsPass(100);
        assertThat(router.calls).hasSize(1);
        after(Duration.ofSeconds(14_850));
        assertThat(router.calls).last().isEqualTo("lost 1 keepalive: no answer");
    }

    @Test
    void aRebootedRouterComesBackWithNewSas() {
        wire.tick();
        router.there = false;
        secondsPass(40);
        assertThat(cato.calls).last().isEqualTo("disconnected 100123/PRIMARY1 TIMEOUT");
        router.there = true;
        secondsPass(1);
        assertThat(cato.calls).last().isEqualTo("connected 100123/PRIMARY1 198.51.100.20");
    }

    @Test
    void aBrokenKeyTakesTheTunnelDownAtBothEnds() {
        wire.tick();
        router.settings.psk = "other";
        secondsPass(1);
        assertThat(cato.calls).last().isEqualTo("disconnected 100123/PRIMARY1 CONFIG_CHANGED");
        assertThat(router.calls).last().isEqualTo("lost 1 SA deleted");
        assertThat(cato.timeline).contains(Wire.WRONG_PSK);
    }

    @Test
    void aRouterWithAnotherNameThanCatoExpectsIsToldSoAndCatosTimelineIsEmpty() {
        toldByName();
        router.settings.own = new IkeIdentity("fqdn", "other.example.com");
        secondsPass(21);
        assertThat(cato.calls).isEmpty();
        assertThat(cato.timeline).isEmpty();
        assertThat(wire.silences()).containsKey("100123/PRIMARY1");
        assertThat(router.log).hasSize(3).containsOnly("[IKE2] GW:1 receive notify AUTHENTICATION_FAILED");
        router.settings.own = cato.settings.expected;
        secondsPass(1);
        assertThat(router.calls).containsExactly("negotiated 1");
    }

    @Test
    void whoComesBackWithAnotherNameIsNoSignOfLifeToCato() {
        toldByName();
        router.settings.own = cato.settings.expected;
        wire.tick();
        router.there = false;
        secondsPass(5);
        router.there = true;
        router.settings.own = new IkeIdentity("fqdn", "other.example.com");
        secondsPass(20);
        assertThat(cato.calls).hasSize(1);
        secondsPass(10);
        assertThat(cato.calls).last().isEqualTo("disconnected 100123/PRIMARY1 TIMEOUT");
        assertThat(router.log).contains("[IKE2] GW:1 receive notify AUTHENTICATION_FAILED");
    }

    private void toldByName() {
        cato.settings.initiates = false;
        cato.settings.siteAddress = null;
        cato.settings.expected = new IkeIdentity("fqdn", "site-1.example.com");
    }

    @Test
    void aResetAtTheRouterMakesNewSas() {
        wire.tick();
        String before = router.spi;
        router.resets.add(1);
        secondsPass(1);
        assertThat(router.calls).containsExactly("negotiated 1", "lost 1 SA deleted", "negotiated 1");
        assertThat(router.spi).isNotEqualTo(before);
    }

    @Test
    void aChangeAtCatoMakesNewSas() {
        wire.tick();
        cato.resets.add("100123/PRIMARY1");
        secondsPass(1);
        assertThat(router.calls).containsExactly("negotiated 1", "lost 1 SA deleted by the peer", "negotiated 1");
    }

    @Test
    void sasAreRenewedBeforeTheirLifeEndsAndTheTunnelStaysUp() {
        wire.tick();
        String ike = router.spi;
        long child = router.childSpi;
        after(Duration.ofSeconds(2_700));
        assertThat(router.childSpi).isNotEqualTo(child);
        assertThat(router.spi).isEqualTo(ike);
        for (int i = 0; i < 5; i++) {
            after(Duration.ofSeconds(2_700));
        }
        assertThat(router.spi).isNotEqualTo(ike);
        assertThat(router.calls).doesNotContain("lost 1 SA deleted");
        assertThat(cato.calls).noneMatch(call -> call.startsWith("disconnected"));
    }

    @Test
    void whereTheRoutersSasLiveLongerCatoRenewsAndTheRouterFollowsItsGroup() {
        router.settings.childLifetime = 28_800;
        cato.settings.child = Peers.with(cato.settings.child, "group", "2");
        wire.tick();
        long child = router.childSpi;
        after(Duration.ofSeconds(3_599));
        assertThat(router.childSpi).isEqualTo(child);
        after(Duration.ofSeconds(1));
        assertThat(router.childSpi).isNotEqualTo(child);
        assertThat(cato.calls).noneMatch(call -> call.startsWith("disconnected"));

        cato.settings.child = Peers.with(cato.settings.child, "group", "16");
        wire.tick();
        after(Duration.ofSeconds(3_600));
        assertThat(cato.timeline).anyMatch(message -> message.startsWith("CREATE_CHILD_SA: NO_PROPOSAL_CHOSEN"));
    }

    @Test
    void aRenewalOfTheIkeSaLeavesItsChildSaAlone() {
        router.settings.ikeLifetime = 4_000;
        router.settings.childLifetime = 28_800;
        wire.tick();
        String ike = router.spi;
        long child = router.childSpi;
        after(Duration.ofSeconds(3_000));
        assertThat(router.spi).isNotEqualTo(ike);
        assertThat(router.childSpi).isEqualTo(child);
        String second = router.spi;
        after(Duration.ofSeconds(600));
        assertThat(router.childSpi).isNotEqualTo(child);
        assertThat(router.spi).isEqualTo(second);
    }

    @Test
    void aPfsMismatchIsFoundHoweverOftenTheIkeSaIsRenewedBefore() {
        router.settings.ikeLifetime = 1_200;
        router.settings.childLifetime = 28_800;
        cato.settings.child = Peers.with(cato.settings.child, "group", "14");
        wire.tick();
        secondsPass(3_599);
        assertThat(cato.calls).hasSize(1);
        secondsPass(1);
        assertThat(cato.timeline).containsExactly(PFS_DIFFERS);
        assertThat(cato.calls).last().isEqualTo("disconnected 100123/PRIMARY1 CONFIG_CHANGED");
    }

    @Test
    void theLegacyExchangeMakesBothSasAnewWhicheverIsDue() {
        router.settings.rfcRekey = false;
        wire.tick();
        String ike = router.spi;
        long child = router.childSpi;
        after(Duration.ofSeconds(2_700));
        assertThat(router.spi).isNotEqualTo(ike);
        assertThat(router.childSpi).isNotEqualTo(child);
    }

    @Test
    void differentGroupsForPfsTakeTheTunnelDownAtTheFirstRenewal() {
        cato.settings.child = Peers.with(cato.settings.child, "group", "14");
        wire.tick();
        assertThat(cato.calls).hasSize(1);
        after(Duration.ofSeconds(2_700));
        assertThat(cato.calls).last().asString().startsWith("disconnected");
    }

    @Test
    void espThatDoesNotArriveLeavesTheReceiveCounterStanding() {
        router.path = new WirePath(true, true, true, true, true, false);
        wire.tick();
        secondsPass(10);
        assertThat(router.received).isZero();
        assertThat(cato.received).isEqualTo(10);
    }

    @Test
    void ofTwoTunnelsBetweenTheSameAddressesTheFirstGetsThePackets() {
        cato.twin = true;
        wire.tick();
        assertThat(cato.calls).containsExactly("connected 100123/PRIMARY1 198.51.100.20");
        assertThat(wire.silences()).containsKey("100124/PRIMARY1");
    }

    @Test
    void aTunnelSwitchedOffAtTheRouterIsNoticedByCatoLater() {
        wire.tick();
        router.settings.enabled = false;
        secondsPass(1);
        assertThat(router.calls).last().isEqualTo("lost 1 tunnel disabled");
        assertThat(cato.calls).hasSize(1);
        secondsPass(30);
        assertThat(cato.calls).last().isEqualTo("disconnected 100123/PRIMARY1 TIMEOUT");
    }

    private static final class Time extends Clock {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class Cato implements CatoEnd {
        final CatoBuilder settings = Peers.cato();
        final List<String> calls = new ArrayList<>();
        final List<String> timeline = new ArrayList<>();
        final List<String> resets = new ArrayList<>();
        boolean twin;
        long received;

        @Override
        public List<CatoPeer> peers() {
            CatoPeer first = settings.build();
            CatoBuilder other = Peers.cato();
            other.key = "100124/PRIMARY1";
            return twin ? List.of(first, other.build()) : List.of(first);
        }

        @Override
        public void connected(String key, String siteAddress, RouterEnd.SecurityAssociations associations) {
            String call = "connected " + key + " " + siteAddress;
            if (calls.isEmpty() || !calls.getLast().equals(call)) {
                calls.add(call);
            }
        }

        @Override
        public void disconnected(String key, @Nullable String reason) {
            calls.add("disconnected " + key + " " + reason);
        }

        @Override
        public void timeline(String key, String message) {
            if (!message.startsWith("IKE SA established")) {
                timeline.add(message);
            }
        }

        @Override
        public List<String> takeResets() {
            List<String> taken = List.copyOf(resets);
            resets.clear();
            return taken;
        }

        @Override
        public void traffic(String key, long receivedPackets, long receivedOctets, long sentPackets, long sentOctets) {
            received += receivedPackets;
        }
    }

    private static final class Router implements RouterEnd {
        final RouterBuilder settings = Peers.router();
        final List<String> calls = new ArrayList<>();
        final List<String> log = new ArrayList<>();
        final List<Integer> resets = new ArrayList<>();
        WirePath path = WirePath.OPEN;
        boolean there = true;
        boolean keepalive;
        long received;
        String spi = "";
        long childSpi;
        private boolean up;

        @Override
        public String name() {
            return "osaka";
        }

        @Override
        public List<RouterPeer> peers() {
            return there ? List.of(settings.build()) : List.of();
        }

        @Override
        public boolean passes(String remote, boolean outbound, String protocol, int port) {
            return switch (protocol + port) {
                case "udp500" -> outbound ? path.ikeOut() : path.ikeIn();
                case "udp4500" -> outbound ? path.natTOut() : path.natTIn();
                default -> outbound ? path.espOut() : path.espIn();
            };
        }

        @Override
        public void negotiated(int gateway, SecurityAssociations associations) {
            spi = associations.initiatorSpi();
            childSpi = associations.childSpiIn();
            if (!up) {
                calls.add("negotiated " + gateway);
            }
            up = true;
        }

        @Override
        public void lost(int gateway, @Nullable String reason) {
            calls.add("lost " + gateway + " " + reason);
            up = false;
        }

        @Override
        public void log(String line) {
            log.add(line);
        }

        @Override
        public void traffic(
                int gateway,
                long receivedPackets,
                long receivedOctets,
                long sentPackets,
                long sentOctets,
                boolean keepaliveAnswered) {
            received += receivedPackets;
            keepalive = keepaliveAnswered;
        }

        @Override
        public List<Integer> takeResets() {
            List<Integer> taken = List.copyOf(resets);
            resets.clear();
            return taken;
        }
    }
}
