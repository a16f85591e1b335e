package dev.ipsecsites.lab.ike;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ipsecsites.lab.Busy;
import dev.ipsecsites.lab.ike.Comparison.Compared;
import dev.ipsecsites.lab.rtx.RtxSimulator;
import dev.ipsecsites.lab.rtx.SharedHostKey;
import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.Outcome;
import dev.ipsecsites.lab.wire.Outcome.Silent;
import dev.ipsecsites.lab.wire.RouterPeer;
import dev.ipsecsites.lab.wire.Wire;
import dev.ipsecsites.lab.wire.WirePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The compared wire and two real daemons decide the same combinations. */
@Tag(RealIkeTally.TAG)
@Order(1)
@ResourceLock(Busy.PROCESSORS)
class WireAgreementIT {
    private static final int PAIRS = 3;

    @TempDir
    Path directory;

    /** Not an assumption: a skipped matrix still says how much was not run. */
    @Test
    void theComparedWireDecidesAsRealDaemonsDo(TestReporter reporter) throws Exception {
        List<Combination> combinations = Combinations.all();
        String missing = RealIke.missing().orElse("");
        if (!missing.isEmpty()) {
            reporter.publishEntry(RealIkeTally.SKIPPED, Integer.toString(combinations.size()));
            Assumptions.abort(missing);
        }
        Instant begin = Instant.now();
        List<Compared> compared = compare(combinations);
        Map<String, Integer> explained = new TreeMap<>();
        List<Compared> unexplained = new ArrayList<>();
        for (Compared one : compared) {
            switch (one.verdict()) {
                case SAME -> {}
                case UNEXPLAINED -> unexplained.add(one);
                default -> explained.merge(one.verdict().name(), 1, Integer::sum);
            }
        }
        unexplained.forEach(one -> System.out.println("unexplained: " + one));
        System.out.println(
                "wire agreement: " + compared.size() + " combinations, " + unexplained.size() + " unexplained");
        System.out.println("wire agreement: explained differences " + explained);
        System.out.println("wire agreement: decided in "
                + Duration.between(begin, Instant.now()).toSeconds() + " s");
        reporter.publishEntry(RealIkeTally.RUN, Integer.toString(compared.size()));
        assertThat(compared).hasSizeGreaterThanOrEqualTo(200);
        assertThat(unexplained).extracting(Compared::name).isEmpty();
    }

    private List<Compared> compare(List<Combination> combinations) throws Exception {
        Queue<Combination> waiting = new ConcurrentLinkedQueue<>(combinations);
        List<Compared> compared = Collections.synchronizedList(new ArrayList<>());
        try (var threads = Executors.newFixedThreadPool(PAIRS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int number = 1; number <= PAIRS; number++) {
                Path files = Files.createDirectory(directory.resolve("pair" + number));
                running.add(threads.submit(() -> {
                    try (IkePair pair = IkePair.start(files)) {
                        for (Combination next = waiting.poll(); next != null; next = waiting.poll()) {
                            compared.add(compare(pair, next));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        compared.sort(Comparator.comparing(Compared::name));
        return compared;
    }

    private static Compared compare(IkePair pair, Combination combination) throws IOException {
        CatoPeer cato = combination.cato();
        try (RtxSimulator router = RtxSimulator.builder(combination.model)
                .hostKey(SharedHostKey.PAIR)
                .configuration(combination.lines().toArray(String[]::new))
                .build()) {
            RouterPeer peer = router.wire().peers().getFirst();
            WirePath path = WirePath.between(router.wire(), Combination.POP);
            Outcome decided = Wire.meet(cato, peer) || Wire.meetAsStrangers(cato, peer)
                    ? Wire.decide(cato, peer, path)
                    : new Silent("the two do not meet");
            RouterGateway gateway = RouterTranslator.gateways(router.runningConfig(), combination.box())
                    .getFirst();
            Compared compared = Comparison.compare(
                    combination.name,
                    decided,
                    cato,
                    gateway,
                    combination.catoRenews,
                    path,
                    pair.negotiate(cato, gateway, path, combination.catoRenews));
            // A packet can be lost to a busy machine; silence twice is silence.
            boolean silent = compared.verdict() == Comparison.Verdict.UNEXPLAINED && compared.real() instanceof Silent;
            return silent
                    ? Comparison.compare(
                            combination.name,
                            decided,
                            cato,
                            gateway,
                            combination.catoRenews,
                            path,
                            pair.negotiate(cato, gateway, path, combination.catoRenews))
                    : compared;
        }
    }
}
