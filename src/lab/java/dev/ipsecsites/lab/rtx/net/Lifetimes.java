package dev.ipsecsites.lab.rtx.net;

import dev.ipsecsites.lab.rtx.config.Context;
import dev.ipsecsites.lab.rtx.state.GatewayState;
import dev.ipsecsites.lab.rtx.state.Router;
import java.time.Duration;

/**
 * Seconds that the SAs of a gateway have left. Both are renewed at 75 % of their life (yamaha-rtx.md §4.3), so what is left falls from
 * the whole to a quarter and starts again.
 */
public record Lifetimes(long ikeSeconds, long childSeconds) {
    /** {@code ipsec ike duration} unless typed. */
    private static final long DEFAULT_SECONDS = 28_800;

    public static Lifetimes of(Router router, GatewayState state) {
        long age = Duration.between(state.since(), router.clock().instant()).toSeconds();
        return new Lifetimes(left(ofIke(router, state.gateway()), age), left(ofChild(router, state.gateway()), age));
    }

    /** An IKE SA that would end before its child lives as long as that (yamaha-rtx.md §4.3). */
    static long ofIke(Router router, int gateway) {
        return Math.max(configured(router, gateway, "isakmp-sa"), ofChild(router, gateway));
    }

    static long ofChild(Router router, int gateway) {
        return configured(router, gateway, "ipsec-sa");
    }

    /** @param kind {@code isakmp-sa} or {@code ipsec-sa}, whichever name was typed */
    private static long configured(Router router, int gateway, String kind) {
        return router.running()
                .find(Context.GLOBAL, "ipsec ike duration", kind, Integer.toString(gateway))
                .map(l -> Long.valueOf(l.value().getFirst()))
                .orElse(DEFAULT_SECONDS);
    }

    private static long left(long life, long age) {
        long renewedAt = life * 3 / 4;
        return life - age % renewedAt;
    }
}
