package dev.ipsecsites.lab.ike;

import dev.ipsecsites.lab.ike.RealOutcome.RefusedGroup;
import dev.ipsecsites.lab.wire.CatoPeer;
import dev.ipsecsites.lab.wire.Decider;
import dev.ipsecsites.lab.wire.Outcome;
import dev.ipsecsites.lab.wire.Outcome.Silent;
import dev.ipsecsites.lab.wire.Outcome.Up;
import dev.ipsecsites.lab.wire.RouterPeer;
import dev.ipsecsites.lab.wire.WirePath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Has two daemons negotiate whatever the wire asks about, once for each setting of both ends. The router's end is read from its running
 * configuration, not from what the simulator makes of it.
 *
 * <p>Where Cato and an RTX are known to give up though RFC 7296 would let them go on, after a KE payload for another group than the one
 * selected, the daemon's refusal counts as the end (the article; yamaha-rtx.md §4.4). Whether protocol 50 passes is the path's word.
 */
public final class IkeDecider implements Decider {
    private final IkePair pair;
    private final Supplier<List<String>> runningConfig;
    private final RouterTranslator.Box box;
    private final Map<Asked, Outcome> decided = new HashMap<>();

    private record Asked(CatoPeer cato, RouterGateway gateway, WirePath path) {}

    /** @param runningConfig text with passwords */
    public IkeDecider(IkePair pair, Supplier<List<String>> runningConfig, RouterTranslator.Box box) {
        this.pair = pair;
        this.runningConfig = runningConfig;
        this.box = box;
    }

    @Override
    public Outcome decide(CatoPeer cato, RouterPeer router, WirePath path) {
        return RouterTranslator.gateways(runningConfig.get(), box).stream()
                .filter(gateway -> gateway.gateway() == router.gateway())
                .findFirst()
                .map(gateway ->
                        decided.computeIfAbsent(new Asked(cato, gateway, asTheDaemonsNeedIt(path)), this::negotiated))
                .map(outcome -> outcome instanceof Up up
                        ? new Up(up.agreement(), path.espIn(), path.espOut(), up.rekeys(), up.rekeysByCato())
                        : outcome)
                .orElseGet(() -> new Silent("no line speaks of gateway " + router.gateway()));
    }

    /** A router without NAT in its way needs UDP 4500 for nothing; the daemons put everything into it, so it is open to them. */
    private static WirePath asTheDaemonsNeedIt(WirePath path) {
        return new WirePath(path.ikeOut(), path.ikeIn(), true, true, true, true);
    }

    private Outcome negotiated(Asked asked) {
        IkePair.Result result = pair.negotiate(asked.cato(), asked.gateway(), asked.path(), true);
        RealOutcome real = RealOutcome.of(result, asked.cato(), asked.gateway());
        return real.outcome() instanceof Up
                ? real.refused().map(IkeDecider::givenUp).orElse(real.outcome())
                : real.outcome();
    }

    private static Outcome givenUp(RefusedGroup refused) {
        return refused.byCato()
                ? RealOutcome.refusedByCato(refused.sent(), refused.wanted())
                : RealOutcome.refusedByRouter(refused.sent(), refused.wanted());
    }
}
