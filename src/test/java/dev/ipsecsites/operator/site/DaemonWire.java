package dev.ipsecsites.operator.site;

import dev.ipsecsites.lab.ike.site.IkeWire;
import dev.ipsecsites.lab.kube.Command;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.wire.CatoEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Real daemons in a world whose clock is turned by hand. Daemons know no other time than the real one, so each turn waits for them: as long
 * as they negotiate, and with {@code lapse} in step with the SAs that live so many times shorter.
 */
final class DaemonWire implements SiteWire {
    /** A peer that doesn't answer keeps a daemon busy until its keepalive is over; the world doesn't stand still for that. */
    private static final Duration NEGOTIATION = Duration.ofSeconds(2);

    private static final Duration LOOK = Duration.ofMillis(30);

    private final IkeWire wire;
    private final RtxSimulator router;
    private final int lapse;
    private long turned = System.nanoTime();

    private DaemonWire(CatoEnd cato, RtxSimulator router, Clock clock, int lapse) {
        this.router = router;
        this.lapse = lapse;
        try {
            wire = IkeWire.open(
                    cato,
                    () -> List.of(new IkeWire.Router(
                            router.wire(), router.model().printed(), router::runningConfig)),
                    clock,
                    Path.of("target", "ike"),
                    lapse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param lapse how many times faster than the daemons' time the world's clock is, at most */
    static SiteWire.Maker lapsing(int lapse) {
        return (cato, router, clock) -> new DaemonWire(cato, router, clock, lapse);
    }

    @Override
    public void turned(Duration step) {
        long settled = System.nanoTime() + NEGOTIATION.toNanos();
        long inStep = turned + (lapse == 1 ? 0 : step.toNanos() / lapse);
        boolean again = true;
        while (again) {
            try {
                wire.tick();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            long now = System.nanoTime();
            again = now < inStep || (wire.negotiates() && now < settled);
            if (again) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
        turned = System.nanoTime();
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

    /** The namespaces of its daemons and links begin so. */
    String prefix() {
        return wire.prefix();
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
