package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.operator.common.Wake;
import dev.ipsecsites.router.RouterDriver;

/** The two controllers that share what was found out about routers. */
public final class RouterControllers {
    /** Names of the controllers; with {@code ipsec-sites-} in front, of their field managers. */
    public static final String ROUTER = "router";

    public static final String TUNNEL = "routertunnel";

    private static final String MANAGER = "ipsec-sites-";

    private final RouterReconciler routers;
    private final RouterTunnelReconciler tunnels;
    private final RouterSights sights = new RouterSights();
    private final Measurements measurements;

    public RouterControllers(Services services, RouterDriver driver) {
        Findings findings = new Findings();
        this.measurements = new Measurements(services.clock());
        Wake<Router> wakeRouter = new Wake<>("router-now");
        Wake<RouterTunnel> wakeTunnel = new Wake<>("routertunnel-now");
        RouterRecords records = new RouterRecords(services.client(), services.directory());
        RouterVisits visits = new RouterVisits(
                driver,
                records,
                new RouterTargets(services.credentials(), services.inUse()),
                new Members(
                        services.credentials(),
                        services.inUse(),
                        services.keyring(),
                        services.statusWriter(MANAGER + "tunnel-numbers")),
                services,
                measurements);
        this.routers = new RouterReconciler(
                services,
                visits,
                records,
                new VisitNews(findings, sights, wakeTunnel, services.clock()),
                wakeRouter,
                services.statusWriter(MANAGER + ROUTER));
        this.tunnels = new RouterTunnelReconciler(
                services, findings, sights, wakeTunnel, wakeRouter, services.statusWriter(MANAGER + TUNNEL));
        services.meters().gauge("router.tunnels.up", "Tunnels that are up at their router", findings::up);
    }

    /** What routers see of their tunnels, for who judges both ends. */
    public RouterSights sights() {
        return sights;
    }

    /** Round-trip times from routers, for who asks. */
    public Measurements measurements() {
        return measurements;
    }

    public RouterReconciler routers() {
        return routers;
    }

    public RouterTunnelReconciler tunnels() {
        return tunnels;
    }
}
