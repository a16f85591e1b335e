package dev.ipsecsites.operator;

import dev.ipsecsites.api.Router;
import dev.ipsecsites.api.RouterTunnel;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.router.Measurements;
import dev.ipsecsites.operator.router.RouterSights;
import dev.ipsecsites.operator.site.RouterSide;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What routers have seen and measured, as sites ask for it. */
public final class RoutersForSites implements RouterSide {
    private final RouterSights sights;
    private final Measurements measurements;

    public RoutersForSites(RouterSights sights, Measurements measurements) {
        this.sights = sights;
        this.measurements = measurements;
    }

    @Override
    public Optional<Sight> sight(RouterTunnel tunnel) {
        return sights.of(tunnel.getMetadata().getUid())
                .map(seen -> new Sight(seen.at(), seen.evidence(), seen.checks(), seen.interruptedAt()));
    }

    @Override
    public Map<String, Measured> measure(Router router, String asker, Set<String> addresses) {
        String key = Directory.key(router);
        measurements.want(key, asker, addresses);
        Map<String, Measured> measured = new HashMap<>();
        for (String address : addresses) {
            measurements.of(key, address).ifPresent(m -> measured.put(address, new Measured(m.at(), m.roundTrip())));
        }
        return measured;
    }

    @Override
    public void withdraw(String asker, @Nullable Router except) {
        measurements.withdraw(asker, except == null ? null : Directory.key(except));
    }

    @Override
    public void listen(Consumer<RouterTunnel> tunnels, Consumer<String> measured) {
        sights.onChange(tunnels);
        measurements.onChange(measured);
    }
}
