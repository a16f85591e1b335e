package dev.ipsecsites.api;

import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import org.jspecify.annotations.Nullable;

/**
 * What the four kinds have in common.
 *
 * @param <S> what is wanted
 * @param <T> what is
 */
public abstract class Resource<S, T> extends CustomResource<S, T> implements Namespaced {
    private static final long serialVersionUID = 1L;

    private final transient T nothingKnown;

    /** @param nothingKnown the status before the first visit */
    protected Resource(T nothingKnown) {
        this.nothingKnown = nothingKnown;
    }

    @Override
    @Required
    public S getSpec() {
        return super.getSpec();
    }

    /** The status, or an empty one before the first visit. */
    public T statusOrEmpty() {
        T status = getStatus();
        return status == null ? nothingKnown : status;
    }

    /** Neither is made up: one that is missing shows as missing. */
    @Override
    protected @Nullable S initSpec() {
        return null;
    }

    @Override
    protected @Nullable T initStatus() {
        return null;
    }
}
