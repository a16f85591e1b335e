package dev.ipsecsites.operator.site;

import dev.ipsecsites.api.CatoAccount;
import dev.ipsecsites.api.CatoSite;
import dev.ipsecsites.api.ManagementPolicy;
import dev.ipsecsites.api.Router;
import dev.ipsecsites.cato.AccountSnapshot;
import dev.ipsecsites.cato.Cma;
import dev.ipsecsites.operator.account.AccountChanges;
import dev.ipsecsites.operator.account.AccountEvents;
import dev.ipsecsites.operator.common.Annotations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a visit of a site stands on.
 *
 * @param router null without {@code routerRef}
 * @param others sites of the same account, this one included
 * @param snapshot the newest there is; null before the first
 * @param events what the account's events feed told lately
 * @param changes what its audit trail told lately
 */
record SiteContext(
        CatoSite site,
        SiteMark mark,
        @Nullable Router router,
        CatoAccount account,
        Cma cma,
        List<CatoSite> others,
        @Nullable AccountSnapshot snapshot,
        AccountEvents events,
        AccountChanges changes) {

    /**
     * The strictest policy wins (DESIGN §9.10); what the router may not be told, or can't because it isn't heard now, isn't repaired at
     * Cato alone either.
     */
    boolean mayAct() {
        return router == null
                || (router.getSpec().managementPolicy() == ManagementPolicy.ENFORCE
                        && !Annotations.paused(router)
                        && RouterAgreement.unheard(router).isEmpty());
    }

    /** The strictest policy wins (DESIGN §9.10). */
    boolean observeOnly() {
        return site.getSpec().managementPolicy() == ManagementPolicy.OBSERVE
                || account.getSpec().managementPolicy() == ManagementPolicy.OBSERVE;
    }
}
