package dev.ipsecsites.operator;

import dev.ipsecsites.operator.common.Backoff;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.operator.common.StatusWriter;
import dev.ipsecsites.operator.common.UpdateFilter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controllers and what surrounds them: start, health, metrics, stop. */
public final class OperatorRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorRuntime.class);
    private static final String LEASE = "ipsec-sites-operator";

    /** A router session that is half-way is finished or undone in this time. */
    private static final Duration FINISH_WITHIN = Duration.ofSeconds(25);

    private static final Duration TRY_REFUSED_EVERY = Duration.ofMinutes(1);

    private static final Duration SETTLE_EVERY = Duration.ofSeconds(5);

    private static final int RECONCILES_PER_PERIOD = 10;
    private static final Duration RECONCILE_PERIOD = Duration.ofSeconds(5);

    private final Services services;
    private final OperatorOptions options;
    private final WatchedNamespaces watched;
    private final PrometheusMeterRegistry registry;
    private final CountDownLatch cachesFilled = new CountDownLatch(1);
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(this::worker);
    private final Operator operator;
    private final Heartbeat heartbeat;
    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("housekeeping").daemon().factory());
    private final List<HttpEndpoints> endpoints = new ArrayList<>();
    private final List<Runnable> startFirst = new ArrayList<>();
    private final List<AutoCloseable> closeFirst = new ArrayList<>();
    private final List<AutoCloseable> closeLast = new ArrayList<>();
    private volatile boolean started;
    private volatile boolean closing;

    /**
     * Wires the operator; nothing runs before {@link #start()}.
     *
     * @param namespace of the operator itself
     * @param watched the namespaces that its controllers watch
     */
    public OperatorRuntime(
            Services services,
            OperatorOptions options,
            String namespace,
            WatchedNamespaces watched,
            PrometheusMeterRegistry registry) {
        this.services = services;
        this.options = options;
        this.watched = watched;
        this.registry = registry;
        this.heartbeat = new Heartbeat(services.clock());
        this.operator = new Operator(o -> configure(o, namespace));
    }

    /**
     * A virtual thread that begins its work when all caches are filled. Each controller starts when its own is: it would look for
     * another's objects in a cache that is still empty, and take "no tunnel names this router" for a fact.
     */
    private Thread worker(Runnable work) {
        return Thread.ofVirtual().unstarted(() -> {
            try {
                cachesFilled.await();
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void configure(ConfigurationServiceOverrider overrider, String namespace) {
        overrider
                .withKubernetesClient(services.client())
                .withCloseClientOnStop(false)
                .withExecutorService(workers)
                .withWorkflowExecutorService(workers)
                .withMetrics(new ReconcileMetrics(registry))
                .withReconciliationTerminationTimeout(FINISH_WITHIN)
                .withStopOnInformerErrorDuringStartup(true)
                .withParseResourceVersions(true)
                .withUseSSAToPatchPrimaryResource(services.statusMode() == StatusWriter.Mode.SERVER_SIDE_APPLY);
        if (options.leaderElection()) {
            overrider.withLeaderElectionConfiguration(election(namespace));
        }
    }

    /** JOSDK would exit the process also when the lease is given up by an orderly stop, in the middle of it. */
    private LeaderElectionConfiguration election(String namespace) {
        return new LeaderElectionConfiguration(
                LEASE,
                namespace,
                LeaderElectionConfiguration.LEASE_DURATION_DEFAULT_VALUE,
                LeaderElectionConfiguration.RENEW_DEADLINE_DEFAULT_VALUE,
                LeaderElectionConfiguration.RETRY_PERIOD_DEFAULT_VALUE,
                UUID.randomUUID().toString(),
                new LeaderCallbacks(() -> LOG.info("Holds the lease {}, works", LEASE), this::leaseLost, leader -> {}),
                false);
    }

    private void leaseLost() {
        if (!closing) {
            LOG.error("Lost the lease {}: ends, because another replica works from now on", LEASE);
            System.exit(1);
        }
    }

    /**
     * Adds a controller; before {@link #start()}.
     *
     * @param name of the controller and, with {@code ipsec-sites-} in front, of its field manager
     * @param finalizer of its resources, if it is a {@code Cleaner}
     */
    public <R extends HasMetadata> OperatorRuntime register(Reconciler<R> reconciler, String name, String finalizer) {
        operator.register(reconciler, c -> {
            c.withName(name)
                    .withFieldManager("ipsec-sites-" + name)
                    .withFinalizer(finalizer)
                    .withGenerationAware(false)
                    .withOnUpdateFilter(UpdateFilter.own())
                    .withRetry(services.backoff())
                    .withRateLimiter(Backoff.atMost(RECONCILES_PER_PERIOD, RECONCILE_PERIOD, services.clock()));
            Set<String> namespaces = watched.readable();
            if (namespaces.isEmpty()) {
                c.watchingAllNamespaces();
            } else {
                c.settingNamespaces(namespaces);
            }
        });
        return this;
    }

    /** Something that fills before the controllers start; returns when it is filled. */
    public OperatorRuntime startFirst(Runnable start) {
        startFirst.add(start);
        return this;
    }

    /** Something that is closed before the controllers stop, so that nobody waits for it. */
    public OperatorRuntime closeFirst(AutoCloseable closeable) {
        closeFirst.add(closeable);
        return this;
    }

    /** Something that is closed after the controllers have stopped. */
    public OperatorRuntime closeLast(AutoCloseable closeable) {
        closeLast.addFirst(closeable);
        return this;
    }

    /** Fills the caches, takes part in the election, works. Returns when the caches are filled. */
    public void start() throws IOException {
        serve();
        services.secrets().start();
        startFirst.forEach(Runnable::run);
        operator.start();
        services.directory().open();
        settle();
        // Users that leave together each see the other still in its cache, and no watch tells of the last one.
        var _ = housekeeping.scheduleWithFixedDelay(
                this::settle, SETTLE_EVERY.toSeconds(), SETTLE_EVERY.toSeconds(), TimeUnit.SECONDS);
        watchRefused();
        cachesFilled.countDown();
        started = true;
        LOG.info(
                "Watching {}, {}",
                watched.readable().isEmpty() ? "all namespaces" : "namespaces " + String.join(", ", watched.readable()),
                options.leaderElection() ? "works when it holds the lease " + LEASE : "no leader election");
    }

    private void watchRefused() {
        if (watched.refused().isEmpty()) {
            return;
        }
        LOG.error(
                "May not read the namespaces {}: nothing there is looked after until the operator has its Role and"
                        + " RoleBinding in them. In a namespace that is being deleted none can be made: upgrade the release"
                        + " with watchNamespaces empty until it is gone",
                String.join(", ", watched.refused()));
        var _ = housekeeping.scheduleWithFixedDelay(
                this::startAgainWhenOpened,
                TRY_REFUSED_EVERY.toSeconds(),
                TRY_REFUSED_EVERY.toSeconds(),
                TimeUnit.SECONDS);
    }

    private void startAgainWhenOpened() {
        try {
            watched.opened().ifPresent(namespace -> {
                LOG.error("May read the namespace {} now: ends, so that the next start watches it too", namespace);
                System.exit(1);
            });
        } catch (RuntimeException e) {
            LOG.warn("Whether refused namespaces can be read now is tried again later: {}", e.getMessage());
        }
    }

    private void serve() throws IOException {
        HttpEndpoints health = new HttpEndpoints(options.healthPort());
        boolean shared = options.metricsPort() == options.healthPort() && options.metricsPort() != 0;
        HttpEndpoints metrics = shared ? health : new HttpEndpoints(options.metricsPort());
        health.serve("/healthz", "text/plain", () -> answer(heartbeat.alive()))
                .serve("/readyz", "text/plain", () -> answer(ready()));
        metrics.serve(
                "/metrics",
                "text/plain; version=0.0.4; charset=utf-8",
                () -> new HttpEndpoints.Answer(true, registry.scrape()));
        endpoints.add(health);
        int healthPort = health.start();
        int metricsPort = healthPort;
        if (!shared) {
            endpoints.add(metrics);
            metricsPort = metrics.start();
        }
        LOG.info("Health on port {} (/healthz, /readyz), metrics on port {} (/metrics)", healthPort, metricsPort);
    }

    private static HttpEndpoints.Answer answer(boolean fine) {
        return new HttpEndpoints.Answer(fine, fine ? "ok\n" : "not ok\n");
    }

    /** Synced and running; whether a watch is connected at this moment is no matter (operators.md §1.2). */
    private boolean ready() {
        return started
                && services.secrets().healthy()
                && operator.getRuntimeInfo().unhealthyInformerWrappingEventSourceHealthIndicator().values().stream()
                        .flatMap(sources -> sources.values().stream())
                        .allMatch(OperatorRuntime::synced);
    }

    private static boolean synced(InformerWrappingEventSourceHealthIndicator<?> source) {
        return source.informerHealthIndicators().values().stream().allMatch(i -> i.hasSynced() && i.isRunning());
    }

    private void settle() {
        try {
            services.inUse().settleAll();
        } catch (RuntimeException e) {
            LOG.warn("Secrets that nobody uses any more are let go later: {}", e.getMessage());
        }
    }

    /** Finishes what runs, then lets go of everything. */
    @Override
    public void close() {
        closing = true;
        started = false;
        close(closeFirst);
        operator.stop();
        heartbeat.close();
        housekeeping.shutdownNow();
        services.secrets().close();
        close(closeLast);
        endpoints.forEach(HttpEndpoints::close);
        workers.shutdownNow();
    }

    private static void close(List<AutoCloseable> all) {
        for (AutoCloseable closeable : all) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("While stopping: {}", e.getMessage());
            }
        }
    }
}
