package dev.ipsecsites.api;

import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** A router that the operator configures over SSH. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("Router")
@Plural("routers")
@ShortNames("rt")
@Categories(Api.CATEGORY)
public class Router extends CustomResource<RouterSpec, RouterStatus> implements Namespaced {

    private static final long serialVersionUID = 1L;

    @Override
    @Required
    public RouterSpec getSpec() {
        return super.getSpec();
    }

    /** The status, or an empty one before the first visit. */
    public RouterStatus statusOrEmpty() {
        return getStatus() == null ? RouterStatus.EMPTY : getStatus();
    }

    @Override
    protected @Nullable RouterSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable RouterStatus initStatus() {
        return null;
    }
}
