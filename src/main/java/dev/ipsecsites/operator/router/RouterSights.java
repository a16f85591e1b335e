package dev.ipsecsites.operator.router;

import dev.ipsecsites.api.RouterTunnel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The newest {@link RouterSight} of each RouterTunnel. In memory only; empty until the router's first visit after a start. What changes in
 * {@code RouterTunnel.status} is told by its being written; listeners here are told of what isn't in there: lines of the log.
 */
public final class RouterSights {
    private final Map<String, RouterSight> byTunnel = new ConcurrentHashMap<>();
    private final List<Consumer<RouterTunnel>> listeners = new CopyOnWriteArrayList<>();

    /** By uid of the RouterTunnel. */
    public Optional<RouterSight> of(String tunnelUid) {
        return Optional.ofNullable(byTunnel.get(tunnelUid));
    }

    public void onChange(Consumer<RouterTunnel> listener) {
        listeners.add(listener);
    }

    void put(RouterTunnel tunnel, RouterSight sight) {
        RouterSight before = byTunnel.put(tunnel.getMetadata().getUid(), sight);
        boolean news = before == null
                ? !sight.evidence().messages().isEmpty()
                : !before.evidence().messages().equals(sight.evidence().messages());
        if (news) {
            listeners.forEach(listener -> listener.accept(tunnel));
        }
    }

    void forget(String tunnelUid) {
        byTunnel.remove(tunnelUid);
    }
}
