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

/** An account of Cato Cloud. */
@Group(Api.GROUP)
@Version(Api.VERSION)
@Kind("CatoAccount")
@Plural("catoaccounts")
@ShortNames("cacct")
@Categories(Api.CATEGORY)
public class CatoAccount extends CustomResource<CatoAccountSpec, CatoAccountStatus> implements Namespaced {

    private static final long serialVersionUID = 1L;

    @Override
    @Required
    public CatoAccountSpec getSpec() {
        return super.getSpec();
    }

    /** The status, or an empty one before the first visit. */
    public CatoAccountStatus statusOrEmpty() {
        return getStatus() == null ? CatoAccountStatus.EMPTY : getStatus();
    }

    @Override
    protected @Nullable CatoAccountSpec initSpec() {
        return null;
    }

    @Override
    protected @Nullable CatoAccountStatus initStatus() {
        return null;
    }
}
