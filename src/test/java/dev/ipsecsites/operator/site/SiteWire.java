package dev.ipsecsites.operator.site;

import dev.ipsecsites.cato.FakeTime;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.wire.CatoEnd;
import dev.ipsecsites.lab.wire.WireRunner;
import dev.ipsecsites.lab.wire.WireTiming;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** What stands between the two ends of a {@link SiteWorld}. */
interface SiteWire extends AutoCloseable {
    /** Makes one for two ends. */
    interface Maker {
        SiteWire between(CatoEnd cato, RtxSimulator router, FakeTime clock);
    }

    /** The world's clock has been turned. */
    void turned(Duration step);

    /** What it knows of tunnels that are down, for people. */
    String told();

    @Override
    void close();

    /** Compares the two configurations as IKE would. */
    static SiteWire compared(CatoEnd cato, RtxSimulator router, FakeTime clock) {
        WireRunner runner = new WireRunner(
                cato,
                () -> List.of(router.wire()),
                clock,
                WireTiming.defaults(),
                RandomGenerator.of("L64X128MixRandom"));
        return new SiteWire() {
            @Override
            public void turned(Duration step) {
                runner.tick();
            }

            @Override
            public String told() {
                return runner.silences().toString();
            }

            @Override
            public void close() {
                runner.close();
            }
        };
    }
}
