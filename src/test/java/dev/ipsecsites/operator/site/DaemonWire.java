package dev.ipsecsites.operator.site;

import dev.ipsecsites.cato.FakeTime;
import dev.ipsecsites.lab.ike.site.IkeWire;
import dev.ipsecsites.lab.kube.Command;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.wire.CatoEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Real daemons in a world whose clock is turned by hand. Daemons know no other time than the real one, so each turn waits for them as long as
 * they negotiate. SAs live {@code lapse} times shorter than configured; {@link #inStep} makes the world's clock run as much faster than theirs.
 */
final class DaemonWire implements SiteWire {
    /** A peer that doesn't answer keeps a daemon busy until its keepalive is over; the world doesn't stand still for that. */
    private static final Duration NEGOTIATION = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(30);

    private final IkeWire wire;
    private final RtxSimulator router;
    private final FakeTime clock;
    private final int lapse;
    private boolean inStep;
    private long turned = System.nanoTime();

    private DaemonWire(CatoEnd cato, RtxSimulator router, FakeTime clock, int lapse) {
        this.router = router;
        this.clock = clock;
        this.lapse = lapse;
        try {
            wire = IkeWire.open(
                    cato,
                    () -> List.of(new IkeWire.Router(
                            router.wire(),
                            router.model().printed(),
                            router::runningConfig,
                            () -> router.wan().address())),
                    clock,
                    Path.of("target", "ike"),
                    lapse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SiteWire.Maker lapsing(int lapse) {
        return (cato, router, clock) -> new DaemonWire(cato, router, clock, lapse);
    }

    /** From now on the world grows older by just as many lives of SAs as the daemons do, however long a turn takes. */
    void inStep(boolean wanted) {
        inStep = wanted;
        turned = System.nanoTime();
    }

    @Override
    public void turned(Duration step) {
        long settled = System.nanoTime() + NEGOTIATION.toNanos();
        long least = inStep ? turned + step.toNanos() / lapse : 0;
        boolean again = true;
        while (again) {
            try {
                wire.tick();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            again = System.nanoTime() < least || (wire.negotiates() && System.nanoTime() < settled);
            if (again) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
        if (inStep) {
            long now = System.nanoTime();
            clock.turn(Duration.ofNanos((now - turned) * lapse).minus(step));
            turned = now;
        }
    }

    /** Real time passes, and the world's clock stands: for what daemons need theirs for, such as a keepalive that isn't answered. */
    void until(String what, BooleanSupplier so) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never " + what);
            }
            turned(Duration.ZERO);
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    @Override
    public String told() {
        return wire.prefix();
    }

    /** Packets from the host in the router's LAN to Cato: how many came back. */
    int pings(int count) {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", wire.lanNamespace(router.name())));
        words.addAll(List.of("ping", "-n", "-q", "-i", "0.2", "-W", "1", "-c", Integer.toString(count)));
        words.add("10.254.254.1");
        try {
            var result = new Command(words).run(Duration.ofSeconds(20));
            return Integer.parseInt(result.output().replaceAll("(?s).* (\\d+) received.*", "$1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            wire.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
