package dev.ipsecsites.operator.common;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** The operator's own meters. Tags never name a resource: their number must not grow with the number of sites. */
public final class Meters {
    private final MeterRegistry registry;

    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * A request to Cato's API.
     *
     * @param operation the GraphQL operation
     * @param outcome {@code success} or the kind of error
     */
    public void cmaRequest(String operation, String outcome, Duration took) {
        Timer.builder("cma.requests")
                .description("Requests to Cato's API")
                .tag("operation", operation)
                .tag("outcome", outcome)
                .register(registry)
                .record(took);
    }

    /**
     * A login to a router, from connecting to leaving.
     *
     * @param outcome {@code success} or the reason of the failure
     */
    public void routerSession(String outcome, Duration took) {
        Timer.builder("router.sessions")
                .description("Sessions on routers")
                .tag("outcome", outcome)
                .register(registry)
                .record(took);
    }

    /**
     * A set of changes sent to a router.
     *
     * @param result {@code Committed}, {@code RolledBack}, {@code Refused}, {@code NotVerified}
     */
    public void routerTransaction(String result) {
        registry.counter("router.transactions", "result", result).increment();
    }

    /** A number that is asked for when somebody reads the metrics. */
    public void gauge(String name, String description, Supplier<Number> value) {
        io.micrometer.core.instrument.Gauge.builder(name, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
