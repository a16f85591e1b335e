package dev.ipsecsites.router.yamaha;

import dev.ipsecsites.router.AppliedLines;
import dev.ipsecsites.router.Capabilities;
import dev.ipsecsites.router.RouterDriver;
import dev.ipsecsites.router.RouterException;
import dev.ipsecsites.router.RouterFacts;
import dev.ipsecsites.router.RouterIntent;
import dev.ipsecsites.router.RouterObservation;
import dev.ipsecsites.router.RouterObservation.LinkState;
import dev.ipsecsites.router.RouterPlan;
import dev.ipsecsites.router.RouterSession;
import dev.ipsecsites.router.RouterTarget;
import dev.ipsecsites.router.yamaha.config.RtxModel;
import dev.ipsecsites.router.yamaha.config.RtxPlanner;
import dev.ipsecsites.router.yamaha.config.RtxRenderer;
import dev.ipsecsites.router.yamaha.session.SshConnector;
import dev.ipsecsites.router.yamaha.session.Timeouts;
import dev.ipsecsites.router.yamaha.session.YamahaSession;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Driver for Yamaha RTX routers. Thread-safe; one SSH client for all of them, started by the first login. */
public final class YamahaRtx implements RouterDriver, AutoCloseable {
    private final Clock clock;
    private final Timeouts timeouts;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SshConnector connector;

    public YamahaRtx(Clock clock) {
        this(clock, Timeouts.DEFAULT);
    }

    public YamahaRtx(Clock clock, Timeouts timeouts) {
        this.clock = clock;
        this.timeouts = timeouts;
    }

    @Override
    public RouterSession connect(RouterTarget target) throws RouterException {
        return YamahaSession.open(connector(), target, timeouts, clock);
    }

    private SshConnector connector() {
        lock.lock();
        try {
            SshConnector started = connector;
            if (started == null) {
                started = new SshConnector(timeouts);
                connector = started;
            }
            return started;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public RouterPlan plan(RouterIntent intent, RouterObservation observation, AppliedLines applied) {
        return RtxPlanner.plan(intent, observation, applied);
    }

    @Override
    public AppliedLines release(RouterIntent remaining, RouterObservation observation, AppliedLines applied) {
        return RtxPlanner.release(remaining, observation, applied);
    }

    @Override
    public List<String> render(RouterIntent intent, RouterFacts facts, List<LinkState> links, boolean secrets) {
        return RtxRenderer.render(intent, facts, links, secrets);
    }

    @Override
    public Optional<Capabilities> capabilities(RouterFacts facts) {
        return RtxModel.of(facts.model()).map(RtxModel::capabilities);
    }

    @Override
    public Set<String> models() {
        return RtxModel.names();
    }

    /** Ends all connections. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (connector != null) {
                connector.close();
                connector = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
