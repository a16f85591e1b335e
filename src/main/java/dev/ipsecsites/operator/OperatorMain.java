package dev.ipsecsites.operator;

import dev.ipsecsites.operator.common.Backoff;
import dev.ipsecsites.operator.common.Credentials;
import dev.ipsecsites.operator.common.Directory;
import dev.ipsecsites.operator.common.Events;
import dev.ipsecsites.operator.common.InUse;
import dev.ipsecsites.operator.common.Keyring;
import dev.ipsecsites.operator.common.Meters;
import dev.ipsecsites.operator.common.SecretCache;
import dev.ipsecsites.operator.common.Services;
import dev.ipsecsites.operator.common.StatusWriter;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the operator until it is told to stop. */
public final class OperatorMain {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorMain.class);

    /** Fabric8's ten attempts hold a reconcile for 19 seconds when the API server answers 503 (operators.md §1.2). */
    private static final int REQUEST_RETRIES = 3;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    /** Reconciles that run get 25 s; the Pod has 40 s in all. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(32);

    private OperatorMain() {}

    /**
     * Runs the operator.
     *
     * @return exit code: 0 after a stop that was asked for, 1 when it could not start
     */
    public static int run(OperatorOptions options) {
        Config config = new ConfigBuilder(Config.autoConfigure(null))
                .withRequestRetryBackoffLimit(REQUEST_RETRIES)
                .withUserAgent("ipsec-sites")
                .build();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            return run(options, client);
        } catch (KubernetesClientException | IOException | IllegalStateException e) {
            LOG.error("Can't start: {}", e.getMessage(), e);
            return 1;
        }
    }

    private static int run(OperatorOptions options, KubernetesClient client) throws IOException {
        LOG.info("Operator starts, Kubernetes at {}", client.getMasterUrl());
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        String namespace = options.namespace().orElseGet(() -> ownNamespace(client));
        WatchedNamespaces watched = WatchedNamespaces.of(client, options.watchNamespaces());
        Services services = services(client, namespace, watched.readable(), registry);
        CountDownLatch stopped = new CountDownLatch(1);
        OperatorRuntime runtime = new OperatorRuntime(services, options, namespace, watched, registry);
        Controllers.register(runtime, services, options, watched.readable());
        GracefulStop stop = new GracefulStop(
                        () -> {
                            runtime.close();
                            LOG.info("Operator stopped");
                            stopped.countDown();
                        },
                        STOP_WITHIN)
                .install(Runtime.getRuntime());
        try {
            runtime.start();
            stopped.await();
            return 0;
        } catch (InterruptedException e) {
            stop.stop();
            Thread.currentThread().interrupt();
            return 0;
        } catch (RuntimeException | IOException e) {
            stop.stop();
            throw e;
        }
    }

    private static Services services(
            KubernetesClient client, String namespace, Set<String> watched, PrometheusMeterRegistry registry) {
        Clock clock = Clock.systemUTC();
        Directory directory = new Directory();
        SecretCache secrets = new SecretCache(client, watched);
        return new Services(
                client,
                clock,
                directory,
                new Credentials(secrets, client),
                secrets,
                new InUse(client, secrets, directory),
                new Events(client, clock),
                Keyring.load(client, namespace, new SecureRandom()),
                new Backoff(FIRST_RETRY, LONGEST_RETRY, RandomGenerator.getDefault()),
                new Meters(registry),
                StatusWriter.Mode.SERVER_SIDE_APPLY);
    }

    private static String ownNamespace(KubernetesClient client) {
        String namespace = client.getConfiguration().getNamespace();
        return namespace == null ? "default" : namespace;
    }
}
