package dev.ipsecsites.lab.ike.site;

import dev.ipsecsites.lab.ike.IkePair;
import dev.ipsecsites.lab.ike.RealOutcome;
import dev.ipsecsites.lab.ike.RouterGateway;
import dev.ipsecsites.lab.ike.site.Ends.Pair;
import dev.ipsecsites.lab.wire.CatoEnd;
import dev.ipsecsites.lab.wire.Outcome.Failed;
import java.util.Optional;

/** A negotiation that was begun at one end; when it fails, both ends say so in their own words. */
record Attempt(Pair pair, GatewaySide router, PopSide pop, boolean byRouter) {

    /** Whether it has come to something, for better or worse. */
    boolean over() {
        Side starter = byRouter ? router : pop;
        return starter.up() || !starter.isBusy();
    }

    /** Cato's timeline and the router's log say why nothing came of it; of a success the two ends tell by themselves. */
    void report(CatoEnd cato) {
        Side starter = byRouter ? router : pop;
        Optional<RouterGateway> configured = pair.gateway().translated();
        if (starter.up() || configured.isEmpty()) {
            return;
        }
        starter.giveUp();
        IkePair.Result result = new IkePair.Result(
                Optional.empty(), true, true, byRouter ? "router" : "cato", router.attempt(), pop.attempt());
        if (RealOutcome.of(result, pair.tunnel(), configured.get()).outcome() instanceof Failed failed) {
            failed.timeline().forEach(message -> cato.timeline(pair.tunnel().key(), message));
            failed.routerLog().forEach(pair.gateway().router().end()::log);
        }
    }
}
