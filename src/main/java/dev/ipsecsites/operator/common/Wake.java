package dev.ipsecsites.operator.common;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;

/**
 * Makes a controller reconcile one of its resources now: for what no watch tells, such as a change at a polled end. Waking what
 * isn't there, or a controller that hasn't started (it will visit everything when it does), does nothing.
 */
public final class Wake<P extends HasMetadata> {
    private final SimpleInboundEventSource<P> source;

    /** {@code name} is the event source's, unique within the controller. */
    public Wake(String name) {
        this.source = new SimpleInboundEventSource<>(name);
    }

    /** To be returned from {@code prepareEventSources} of the controller that is to be woken. */
    public EventSource<Void, P> eventSource() {
        return source;
    }

    public void wake(String namespace, String name) {
        source.propagateEvent(new ResourceID(name, namespace));
    }

    public void wake(HasMetadata resource) {
        source.propagateEvent(ResourceID.fromResource(resource));
    }
}
