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

/** A site of Cato Cloud over IPsec, and the tunnels to it. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("CatoSite")
@Plural("catosites")
@ShortNames("csite")
@Categories(Api.CATEGORY)
public class CatoSite extends CustomResource<CatoSiteSpec, CatoSiteStatus> implements Namespaced {

    private static final long serialVersionUID = 1L;

    @Override
    @Required
    public CatoSiteSpec getSpec() {
        return super.getSpec();
    }

    /** The status, or an empty one before the first visit. */
    public CatoSiteStatus statusOrEmpty() {
        return getStatus() == null ? CatoSiteStatus.EMPTY : getStatus();
    }

    @Override
    protected @Nullable CatoSiteSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable CatoSiteStatus initStatus() {
        return null;
    }
}
