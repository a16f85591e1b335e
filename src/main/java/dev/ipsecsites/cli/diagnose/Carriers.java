package dev.ipsecsites.cli.diagnose;

import dev.ipsecsites.cli.diagnose.Draft.DraftTunnel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Which router carries which site. Many sites have the same addresses at Cato's end, and nobody shares a router. */
final class Carriers {
    /** None of them does, or nobody knows which. */
    static final int NONE = -1;

    /** How much of a site's addresses a router has. */
    private enum Fit {
        NONE,
        FAR_END,
        BOTH_ENDS
    }

    private Carriers() {}

    /** For each site the index of its router, or {@link #NONE}; the only router that there is carries the only site. */
    static List<Integer> of(List<Draft> sites, List<RouterSide> routers) {
        if (sites.size() == 1 && routers.size() == 1) {
            return List.of(0);
        }
        List<Integer> carriers = new ArrayList<>(Collections.nCopies(sites.size(), NONE));
        for (Fit fit : List.of(Fit.BOTH_ENDS, Fit.FAR_END)) {
            for (int i = 0; i < sites.size(); i++) {
                if (carriers.get(i) == NONE) {
                    carriers.set(i, free(sites.get(i), fit, routers, carriers));
                }
            }
        }
        return carriers;
    }

    private static int free(Draft site, Fit wanted, List<RouterSide> routers, List<Integer> taken) {
        return IntStream.range(0, routers.size())
                .filter(i -> !taken.contains(i) && fit(site, routers.get(i)).compareTo(wanted) >= 0)
                .findFirst()
                .orElse(NONE);
    }

    private static Fit fit(Draft site, RouterSide router) {
        Fit best = Fit.NONE;
        for (DraftTunnel tunnel : site.tunnels()) {
            String far = tunnel.intended().catoAddress();
            String near = tunnel.intended().siteAddress();
            for (int number : router.numbers()) {
                boolean same = far != null && far.equals(router.remoteAddress(number));
                boolean both = same && near != null && near.equals(router.localAddress(number));
                Fit fit = both ? Fit.BOTH_ENDS : same ? Fit.FAR_END : Fit.NONE;
                best = fit.compareTo(best) > 0 ? fit : best;
            }
        }
        return best;
    }
}
