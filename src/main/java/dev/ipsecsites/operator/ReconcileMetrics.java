package dev.ipsecsites.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reconciles in numbers, under the names that JOSDK has from 5.3 on, so that its dashboards fit (operators.md §2.2). The only tag is
 * the controller: JOSDK 5.2's own metrics have one series a resource.
 */
final class ReconcileMetrics implements Metrics {
    private static final String TAG = "controller.name";

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> active = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> queue = new ConcurrentHashMap<>();

    ReconcileMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void controllerRegistered(Controller<? extends HasMetadata> controller) {
        String name = controller.getConfiguration().getName();
        active.put(name, gauge("reconciliations.active", name));
        queue.put(name, gauge("reconciliations.queue", name));
        Gauge.builder(
                        "custom_resources",
                        controller,
                        c -> c.getEventSourceManager()
                                .getControllerEventSource()
                                .keys()
                                .count())
                .tag(TAG, name)
                .register(registry);
    }

    @Override
    public void receivedEvent(Event event, Map<String, Object> metadata) {
        count("events.received", metadata);
    }

    @Override
    public void reconcileCustomResource(
            HasMetadata resource, @Nullable RetryInfo retryInfo, Map<String, Object> metadata) {
        change(queue, metadata, 1);
        count("reconciliations.started.total", metadata);
        if (retryInfo != null && retryInfo.getAttemptCount() > 0) {
            count("reconciliations.retries.total", metadata);
        }
    }

    @Override
    public void reconciliationExecutionStarted(HasMetadata resource, Map<String, Object> metadata) {
        change(queue, metadata, -1);
        change(active, metadata, 1);
    }

    @Override
    public void reconciliationExecutionFinished(HasMetadata resource, Map<String, Object> metadata) {
        change(active, metadata, -1);
    }

    @Override
    public void finishedReconciliation(HasMetadata resource, Map<String, Object> metadata) {
        count("reconciliations.success.total", metadata);
    }

    @Override
    public void failedReconciliation(HasMetadata resource, Exception exception, Map<String, Object> metadata) {
        count("reconciliations.failure.total", metadata);
    }

    @Override
    public void cleanupDoneFor(ResourceID resourceId, Map<String, Object> metadata) {
        count("events.delete", metadata);
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        Timer.Sample sample = Timer.start(registry);
        try {
            return execution.execute();
        } finally {
            sample.stop(Timer.builder("reconciliations.execution.duration")
                    .tag(TAG, execution.controllerName())
                    .serviceLevelObjectives(
                            Duration.ofMillis(10),
                            Duration.ofMillis(100),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(30))
                    .register(registry));
        }
    }

    private AtomicInteger gauge(String name, String controller) {
        AtomicInteger value = new AtomicInteger();
        Gauge.builder(name, value, AtomicInteger::get).tag(TAG, controller).register(registry);
        return value;
    }

    private static void change(Map<String, AtomicInteger> gauges, Map<String, Object> metadata, int by) {
        AtomicInteger gauge = gauges.get(controller(metadata));
        if (gauge != null) {
            gauge.addAndGet(by);
        }
    }

    private void count(String name, Map<String, Object> metadata) {
        registry.counter(name, TAG, controller(metadata)).increment();
    }

    private static String controller(Map<String, Object> metadata) {
        return String.valueOf(metadata.getOrDefault(Constants.CONTROLLER_NAME, "unknown"));
    }
}
