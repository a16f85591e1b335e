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

/** One IPsec tunnel on one router. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("RouterTunnel")
@Plural("routertunnels")
@ShortNames("rtun")
@Categories(Api.CATEGORY)
public class RouterTunnel extends CustomResource<RouterTunnelSpec, RouterTunnelStatus> implements Namespaced {

    private static final long serialVersionUID = 1L;

    @Override
    @Required
    public RouterTunnelSpec getSpec() {
        return super.getSpec();
    }

    /** The status, or an empty one before the first visit. */
    public RouterTunnelStatus statusOrEmpty() {
        return getStatus() == null ? RouterTunnelStatus.EMPTY : getStatus();
    }

    @Override
    protected @Nullable RouterTunnelSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable RouterTunnelStatus initStatus() {
        return null;
    }
}
